import type { Painter, Work } from '../painter';
import type { VideoInfo } from '../../core/media-info';
import type { ReusePlan } from './inputs';
import { frameOf, targetOf } from '../shared/face-geometry';
import { LowerFaceWarp } from './paint/lower-face-warp';
import { MouthLibrary, mouthBox } from './paint/mouth-library';
import { MouthPaint, ringWidening, type Donor } from './paint/mouth-paint';

/** The person's own mouth from other frames, bent to what the speech asks for. */
export function createReusePainter({ base, keep, inputs, look }: ReusePlan, video: VideoInfo): Painter {
  const landmarksOf = (source: number) => frameOf(inputs.points, source, video);
  const library = new MouthLibrary();
  const warp = new LowerFaceWarp();
  const paint = new MouthPaint(look);
  const donor = (source: number, share: number): Donor => ({
    mouth: library.get(source),
    points: landmarksOf(source),
    share,
  });
  const paintOne = ({ index, frame }: Work): void => {
    const landmarks = landmarksOf(base[index] as number);
    const shape = targetOf(inputs.target, index, video);
    const first = inputs.donor[index] as number;
    const second = inputs.donor2[index] as number;
    const mix = second === first ? 0 : (inputs.mix[index] as number);
    warp.apply(frame, landmarks, shape);
    paint.apply(
      frame,
      landmarks,
      shape,
      mix > 0 ? [donor(first, 1 - mix), donor(second, mix)] : [donor(first, 1)],
    );
  };
  return {
    batch: 1,
    studies: borrowedFrames(inputs.donor, inputs.donor2, keep),
    study(source, frame) {
      library.add(source, frame, mouthBox(landmarksOf(source), frame, ringWidening(look.blending)));
    },
    paint: (frames) => frames.forEach(paintOne),
    release: () => library.clear(),
  };
}

/** Every source frame that some painted frame borrows from, ascending. */
function borrowedFrames(donor: Int32Array, donor2: Int32Array, keep: Uint8Array): Int32Array {
  const frames = new Set<number>();
  keep.forEach((kept, i) => {
    if (kept) return;
    frames.add(donor[i] as number);
    frames.add(donor2[i] as number);
  });
  return Int32Array.from(frames).sort();
}
