import type { FaceFrames } from '../face-frames';
import { INNER_LIP, OUTER_LIP, POSE, SHAPE_POINTS, trackedIndex } from '../landmarks';
import { alignSimilarity, transform, type Similarity } from '../../../math/similarity';

/** Numbers of one mouth shape: 60 points, x y z. */
export const SHAPE_SIZE = SHAPE_POINTS * 3;

const POSE_POSITIONS = POSE.map(trackedIndex);

/** Points of a shape that face each other in the middle of the mouth: on the lower and on the upper inner lip. */
export const LOWER_MIDDLE = OUTER_LIP.length + 5;
export const UPPER_MIDDLE = OUTER_LIP.length + 15;

/** Mouths of a track in the pose-free space of the reference face, whose outer eye corners are 1 apart. */
export type MouthShapes = {
  /** Picture → reference face, for each frame; null where there is no face. */
  readonly poses: readonly (Similarity | null)[];
  /** Lip opening of each frame (`opening`); 0 where there is no face. */
  readonly openings: Float64Array;
  /** The mouth of a frame that has a face, [60, 3]. The next call overwrites it. */
  readonly shape: (frame: number) => Float32Array;
};

/** Takes the head's pose out of every frame. `reference`: the pose points of the reference face, [18, 3]. */
export function mouthShapes(frames: FaceFrames, reference: ArrayLike<number>): MouthShapes {
  const poses = Array.from(frames.present, (_, frame) => poseOf(frames, frame, reference));
  const mouth = new Float32Array(SHAPE_SIZE);
  const shape = (frame: number) => {
    const pose = poses[frame];
    if (!pose) throw new RangeError(`frame ${frame} has no face`);
    transform(pose, frames.read(frame).subarray(0, SHAPE_SIZE), mouth);
    return mouth;
  };
  const openings = Float64Array.from(poses, (pose, frame) => (pose ? opening(shape(frame)) : 0));
  return { poses, openings, shape };
}

/** Picture → reference face for one frame; null where there is no face. `reference`: [18, 3]. */
export function poseOf(
  { present, read }: FaceFrames,
  frame: number,
  reference: ArrayLike<number>,
): Similarity | null {
  if (present[frame] !== 1) return null;
  const points = read(frame);
  const still = new Float32Array(POSE.length * 3);
  POSE_POSITIONS.forEach((position, i) => {
    still.set(points.subarray(3 * position, 3 * position + 3), 3 * i);
  });
  return alignSimilarity(still, reference);
}

/** Height of the gap between the lips of one shape, in eye distances (0 closed, about 0.3 wide open). */
export function opening(shape: ArrayLike<number>): number {
  const gap = (axis: number) =>
    (shape[3 * LOWER_MIDDLE + axis] as number) - (shape[3 * UPPER_MIDDLE + axis] as number);
  return Math.hypot(gap(0), gap(1));
}

/** Share of the frames, those with the least opening, whose median is the person's closed mouth. */
const CLOSED_SHARE = 0.2;

/** The person's mouth at rest: the median, number by number, of the least open frames. */
export function neutralShape({ poses, openings, shape }: MouthShapes): Float32Array {
  const frames = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  const byOpening = frames.sort((a, b) => (openings[a] as number) - (openings[b] as number));
  const closed = byOpening.slice(0, Math.max(1, Math.round(CLOSED_SHARE * byOpening.length)));
  const columns = Array.from({ length: SHAPE_SIZE }, () => new Float32Array(closed.length));
  closed.forEach((frame, i) => {
    const mouth = shape(frame);
    columns.forEach((column, k) => (column[i] = mouth[k] as number));
  });
  return Float32Array.from(columns, median);
}

/** Sorts the values. */
function median(values: Float32Array): number {
  const sorted = values.sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The first points of a shape are lips, outer contour before inner. */
export const LIP_POINTS = OUTER_LIP.length + INNER_LIP.length;
