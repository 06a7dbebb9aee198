import type { FaceTrack } from './face-track';
import { INNER_LIP, OUTER_LIP, POSE, SHAPE_POINTS, TRACKED, trackedIndex } from './landmarks';
import { alignSimilarity, transform, type Similarity } from './similarity';

/** Numbers of one mouth shape: 60 points, x y z. */
export const SHAPE_SIZE = SHAPE_POINTS * 3;

const POSE_POSITIONS = POSE.map(trackedIndex);

/** Points of a shape that face each other in the middle of the mouth: on the lower and on the upper inner lip. */
export const LOWER_MIDDLE = OUTER_LIP.length + 5;
export const UPPER_MIDDLE = OUTER_LIP.length + 15;

/** Mouths of a track in the pose-free space of the reference face, whose outer eye corners are 1 apart. */
export type MouthShapes = {
  /** [n, 60, 3]; zeros where there is no face. */
  readonly shapes: Float32Array;
  /** Picture → reference face, for each frame; null where there is no face. */
  readonly poses: readonly (Similarity | null)[];
};

/** Takes the head's pose out of every frame. `reference`: the pose points of the reference face, [18, 3]. */
export function mouthShapes(track: FaceTrack, reference: ArrayLike<number>): MouthShapes {
  const frames = track.present.length;
  const shapes = new Float32Array(frames * SHAPE_SIZE);
  const poses = Array.from({ length: frames }, (_, frame) => {
    const pose = poseOf(track, frame, reference);
    const points = track.points.subarray(frame * TRACKED.length * 3, frame * TRACKED.length * 3 + SHAPE_SIZE);
    if (pose) transform(pose, points, shapes.subarray(frame * SHAPE_SIZE, (frame + 1) * SHAPE_SIZE));
    return pose;
  });
  return { shapes, poses };
}

/** Picture → reference face for one frame; null where there is no face. `reference`: [18, 3]. */
export function poseOf(
  { present, points }: FaceTrack,
  frame: number,
  reference: ArrayLike<number>,
): Similarity | null {
  if (present[frame] !== 1) return null;
  const still = new Float32Array(POSE.length * 3);
  POSE_POSITIONS.forEach((position, i) => {
    const at = (frame * TRACKED.length + position) * 3;
    still.set(points.subarray(at, at + 3), 3 * i);
  });
  return alignSimilarity(still, reference);
}

/** Height of the gap between the lips of one shape, in eye distances (0 closed, about 0.3 wide open). */
export function opening(shape: ArrayLike<number>, at = 0): number {
  const gap = (axis: number) =>
    (shape[at + 3 * LOWER_MIDDLE + axis] as number) - (shape[at + 3 * UPPER_MIDDLE + axis] as number);
  return Math.hypot(gap(0), gap(1));
}

/** Share of the frames, those with the least opening, whose median is the person's closed mouth. */
const CLOSED_SHARE = 0.2;

/** The person's mouth at rest: the median, number by number, of the least open frames. */
export function neutralShape({ shapes, poses }: MouthShapes): Float32Array {
  const frames = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  const byOpening = frames.sort((a, b) => opening(shapes, a * SHAPE_SIZE) - opening(shapes, b * SHAPE_SIZE));
  const closed = byOpening.slice(0, Math.max(1, Math.round(CLOSED_SHARE * byOpening.length)));
  return Float32Array.from({ length: SHAPE_SIZE }, (_, column) =>
    median(closed.map((frame) => shapes[frame * SHAPE_SIZE + column] as number)),
  );
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The first points of a shape are lips, outer contour before inner. */
export const LIP_POINTS = OUTER_LIP.length + INNER_LIP.length;
