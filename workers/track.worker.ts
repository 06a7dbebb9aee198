import { expose, transfer } from 'comlink';
import { withControl } from '../src/bridge/control';
import type { TrackService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { once } from '../src/dub/once';
import { MeshDetector } from '../src/inference/face-landmarker';
import { trackFaces } from '../src/inference/track-faces';
import { openFootage } from '../src/media/footage';

const detector = once(() =>
  MeshDetector.create(new URL(`${import.meta.env.BASE_URL}models/face_landmarker.task`, appRoot()).href),
);

/** The folder that the app is served from; a built worker lies in its `assets/`. */
function appRoot(): URL {
  return new URL(import.meta.env.DEV ? '/' : '../', self.location.href);
}

const service: TrackService = {
  warm: (port) => withControl(port, async () => void (await detector())),
  track: (file, { part, of }, port) =>
    withControl(port, async (context) => {
      const footage = await openFootage(file);
      try {
        const { width, height, rotation } = footage.info;
        const count = footage.times.length;
        const from = Math.floor((count * part) / of);
        const times = footage.times.slice(from, Math.floor((count * (part + 1)) / of));
        const indices = Array.from(times, (_, index) => from + index);
        const pictures = footage.pictures(indices, context.signal);
        const track = await trackFaces(
          { width, height, rotation, times, pictures },
          await detector(),
          context,
        );
        return transfer(track, [
          track.times.buffer,
          track.present.buffer,
          track.points.buffer,
          track.looks.buffer,
        ]);
      } finally {
        footage.close();
      }
    }),
};
expose(service);
