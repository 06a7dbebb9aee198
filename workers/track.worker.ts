import { expose } from 'comlink';
import mouth from '../models/mouth/mouth.json';
import { withControl } from '../src/engine/bridge/control';
import { moving } from '../src/engine/bridge/move';
import type { TrackService } from '../src/engine/bridge/services';
import '../src/engine/bridge/wire-errors';
import { once } from '../src/engine/core/once';
import { chooseSamples } from '../src/engine/face/scan/samples';
import { checkMouthModel } from '../src/engine/face/mouth-model';
import { FacesDetector, MeshDetector } from '../src/engine/inference/faces/face-landmarker';
import { scanFaces } from '../src/engine/inference/faces/scan-faces';
import { trackPeople } from '../src/engine/inference/faces/track-people';
import { openFootage } from '../src/engine/media/decode/footage';

const bundle = () => new URL(`${import.meta.env.BASE_URL}models/face_landmarker.task`, appRoot()).href;
const { reference } = checkMouthModel(mouth);
const faces = once(() => FacesDetector.create(bundle()));
/** One for each face that is followed at a time: what a landmarker finds depends on what it saw before. */
const followers: Promise<MeshDetector>[] = [];
const follower = (place: number) => (followers[place] ??= MeshDetector.create(bundle()));

/** The folder that the app is served from; a built worker lies in its `assets/`. */
function appRoot(): URL {
  return new URL(import.meta.env.DEV ? '/' : '../', self.location.href);
}

const service: TrackService = {
  warm: (port) => withControl(port, async () => void (await Promise.all([faces(), follower(0)]))),
  track: (file, { part, of }, span, port) =>
    withControl(port, async (context) => {
      const footage = await openFootage(file, span ? { span } : {});
      try {
        const { width, height, rotation } = footage.info;
        const count = footage.times.length;
        const from = Math.floor((count * part) / of);
        const times = footage.times.slice(from, Math.floor((count * (part + 1)) / of));
        const indices = Array.from(times, (_, index) => from + index);
        const pictures = footage.pictures(indices, context.signal);
        const input = { width, height, rotation, times, pictures, reference };
        return moving(await trackPeople(input, { faces: await faces(), follower }, context));
      } finally {
        footage.close();
      }
    }),
  scan: (file, port) =>
    withControl(port, async ({ signal }) => {
      const footage = await openFootage(file);
      try {
        const { info, times, keys } = footage;
        const { width, height, rotation, codedWidth, codedHeight } = info;
        const { frames, step } = chooseSamples(times, keys, codedWidth * codedHeight);
        const sampled = frames.map((frame) => times[frame] as number);
        const span = { from: times[0] ?? 0, to: (times.at(-1) ?? 0) + 1 / info.fps };
        const pictures = footage.pictures(frames, signal);
        const input = { width, height, rotation, times: sampled, step, span, pictures, reference };
        return await scanFaces(input, await faces(), signal);
      } finally {
        footage.close();
      }
    }),
};
expose(service);
