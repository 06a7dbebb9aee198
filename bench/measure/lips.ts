import type { FaceFrames } from '../../src/engine/face/track/face-frames';
import { LIP_POINTS, mouthShapes, opening } from '../../src/engine/face/track/mouth/mouth-shape';

/** The lips of a video, frame by frame, with the head's pose taken out; lengths in eye distances. */
export type Lips = {
  /** [frames, 40, 2]: outer contour, then inner; zeros where there is no face. */
  readonly points: Float32Array;
  /** 1 where there is a face; length n. */
  readonly present: Uint8Array;
  /** Gap between the inner lips, and distance of the corners of the mouth; length n. */
  readonly openings: Float32Array;
  readonly widths: Float32Array;
};

/** Numbers of one frame's lips. */
export const LIPS_SIZE = 2 * LIP_POINTS;
/** The corners of the mouth, on the outer contour. */
const [LEFT, RIGHT] = [0, 10];

/**
 * Lips from smoothed landmarks. `reference`: still points of the face that every frame is turned to, [18, 3], outer
 * eye corners 1 apart.
 */
export function lipsOf(frames: FaceFrames, reference: ArrayLike<number>): Lips {
  const { poses, shape } = mouthShapes(frames, reference);
  const count = poses.length;
  const points = new Float32Array(count * LIPS_SIZE);
  const [openings, widths] = [new Float32Array(count), new Float32Array(count)];
  poses.forEach((pose, frame) => {
    if (!pose) return;
    const mouth = shape(frame);
    for (let i = 0; i < LIP_POINTS; i++) {
      points[frame * LIPS_SIZE + 2 * i] = mouth[3 * i] as number;
      points[frame * LIPS_SIZE + 2 * i + 1] = mouth[3 * i + 1] as number;
    }
    openings[frame] = opening(mouth);
    widths[frame] = Math.hypot(
      (mouth[3 * LEFT] as number) - (mouth[3 * RIGHT] as number),
      (mouth[3 * LEFT + 1] as number) - (mouth[3 * RIGHT + 1] as number),
    );
  });
  return { points, present: frames.present, openings, widths };
}

/** The mouths from `lag` frames later on (earlier where it is negative); where there are none, no face. */
export function later({ points, present, openings, widths }: Lips, lag: number): Lips {
  const shift = (values: Float32Array, size: number) => values.map((_, i) => values[i + lag * size] ?? 0);
  return {
    points: shift(points, LIPS_SIZE),
    present: present.map((_, i) => present[i + lag] ?? 0),
    ...{ openings: shift(openings, 1), widths: shift(widths, 1) },
  };
}

/** A mouth that does not move: the mean of all frames in every frame. */
export function stillLips({ points, present, openings, widths }: Lips): Lips {
  const mean = (values: Float32Array, size: number) => {
    const sum = new Float64Array(size);
    let count = 0;
    present.forEach((here, frame) => {
      if (!here) return;
      count++;
      for (let i = 0; i < size; i++) sum[i] = (sum[i] as number) + (values[frame * size + i] as number);
    });
    const one = Float32Array.from(sum, (value) => value / Math.max(1, count));
    return Float32Array.from(values, (_, i) => one[i % size] as number);
  };
  return {
    ...{ present, points: mean(points, LIPS_SIZE) },
    ...{ openings: mean(openings, 1), widths: mean(widths, 1) },
  };
}
