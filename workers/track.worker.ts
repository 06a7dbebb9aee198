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
  track: (file, port) =>
    withControl(port, async (context) => {
      const footage = await openFootage(file);
      try {
        const { info, times } = footage;
        const pictures = footage.pictures(times.keys(), context.signal);
        const { width, height, rotation } = info;
        const track = await trackFaces(
          { width, height, rotation, times, pictures },
          await detector(),
          context,
        );
        return transfer(track, [track.times.buffer, track.present.buffer, track.points.buffer]);
      } finally {
        footage.close();
      }
    }),
};
expose(service);
