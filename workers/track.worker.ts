import { expose } from 'comlink';
import mouth from '../models/mouth/mouth.json';
import { withControl } from '../src/bridge/control';
import { moving } from '../src/bridge/move';
import type { TrackService } from '../src/bridge/services';
import '../src/bridge/wire-errors';
import { once } from '../src/dub/once';
import { chooseSamples } from '../src/dub/scan/samples';
import { checkMouthModel } from '../src/dub/speech/mouth-model';
import { FacesDetector, MeshDetector } from '../src/inference/face-landmarker';
import { scanFaces } from '../src/inference/scan-faces';
import { trackFaces } from '../src/inference/track-faces';
import { openFootage } from '../src/media/footage';

const bundle = () => new URL(`${import.meta.env.BASE_URL}models/face_landmarker.task`, appRoot()).href;
const detector = once(() => MeshDetector.create(bundle()));

/** The folder that the app is served from; a built worker lies in its `assets/`. */
function appRoot(): URL {
  return new URL(import.meta.env.DEV ? '/' : '../', self.location.href);
}

const service: TrackService = {
  warm: (port) => withControl(port, async () => void (await detector())),
  track: (file, { part, of }, { choice = null, span }, port) =>
    withControl(port, async (context) => {
      const footage = await openFootage(file, span && { span });
      try {
        const { width, height, rotation } = footage.info;
        const count = footage.times.length;
        const from = Math.floor((count * part) / of);
        const times = footage.times.slice(from, Math.floor((count * (part + 1)) / of));
        const indices = Array.from(times, (_, index) => from + index);
        const pictures = footage.pictures(indices, context.signal);
        const track = await trackFaces(
          { width, height, rotation, times, pictures, choice },
          await detector(),
          context,
        );
        return moving(track);
      } finally {
        footage.close();
      }
    }),
  scan: (file, port) =>
    withControl(port, async ({ signal }) => {
      const footage = await openFootage(file);
      const faces = await FacesDetector.create(bundle());
      try {
        const { info, times, keys } = footage;
        const { width, height, rotation, codedWidth, codedHeight } = info;
        const { frames, step } = chooseSamples(times, keys, codedWidth * codedHeight);
        const sampled = frames.map((frame) => times[frame] as number);
        const span = { from: times[0] ?? 0, to: (times.at(-1) ?? 0) + 1 / info.fps };
        const pictures = footage.pictures(frames, signal);
        const { reference } = checkMouthModel(mouth);
        const input = { width, height, rotation, times: sampled, step, span, pictures, reference };
        return await scanFaces(input, faces, signal);
      } finally {
        faces.close();
        footage.close();
      }
    }),
};
expose(service);
