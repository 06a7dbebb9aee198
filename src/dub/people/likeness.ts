/** Points of the face mesh that an appearance is measured at (`appearance.json`). */
const POINTS = 96;
/** Numbers of one appearance: the points' places (x, y, z), then their brightness, then their two colours. */
export const APPEARANCE_SIZE = 6 * POINTS;
/** Places, brightness and colour count the same, however many numbers each has. */
export const KINDS = [
  [0, 3 * POINTS],
  [3 * POINTS, 4 * POINTS],
  [4 * POINTS, 6 * POINTS],
] as const;

/** How alike two faces are: 1 the same, about 0 for two people that have nothing to do with each other. */
export function likeness(a: Float32Array, b: Float32Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  let sum = 0;
  for (const [from, to] of KINDS) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let i = from; i < to; i++) {
      const [va, vb] = [a[i] as number, b[i] as number];
      ab += va * vb;
      aa += va * va;
      bb += vb * vb;
    }
    if (aa > 0 && bb > 0) sum += ab / Math.sqrt(aa * bb);
  }
  return sum / KINDS.length;
}
