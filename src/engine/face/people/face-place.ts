import { FRAME_SIZE } from '../track/face-frames';

/** Where a face is: middle and longer side of the box around its points, pixels of the upright picture. */
export type FaceBox = { readonly x: number; readonly y: number; readonly size: number };

/** The box around the landmarks of frame `at` of `values` ([n, TRACKED.length, 3] in steps). */
export function boxAt(values: Int16Array, at: number, step: number): FaceBox {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = at * FRAME_SIZE; i < (at + 1) * FRAME_SIZE; i += 3) {
    const [x, y] = [values[i] as number, values[i + 1] as number];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return {
    x: (step * (left + right)) / 2,
    y: (step * (top + bottom)) / 2,
    size: step * Math.max(right - left, bottom - top),
  };
}

/** Within this many face sizes, and this ratio of sizes, a face is where it was. */
const NEAR = 0.7;
const ALIKE_SIZE = 1.7;

/** How far apart two faces are, in sizes of the larger; Infinity where one cannot have become the other in a moment. */
export function stepBetween(a: FaceBox, b: FaceBox): number {
  const apart = Math.hypot(a.x - b.x, a.y - b.y) / Math.max(a.size, b.size);
  const ratio = Math.max(a.size / b.size, b.size / a.size);
  return apart < NEAR && ratio < ALIKE_SIZE ? apart : Infinity;
}
