/** Points of the face mesh that an appearance is measured at (`appearance.json`). */
const POINTS = 96;
/**
 * Numbers of one appearance: the points' places (x, y, z), then their brightness, then their two colours; and how bright
 * and of what colours the face is altogether.
 */
export const APPEARANCE_SIZE = 6 * POINTS + 3;
/** Where the last three begin. */
export const TONE = 6 * POINTS;
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
  return sum / KINDS.length - toneBetween(a, b);
}

/** The light of a video makes so much of a difference (levels of brightness, of colour); what is beyond is another skin. */
const FREE = [35, 12] as const;
const PER_LEVEL = [0.012, 0.03] as const;

/** What two faces lose in likeness by how bright they are, and of what colour. */
function toneBetween(a: Float32Array, b: Float32Array): number {
  const apart = (i: number) => Math.abs((a[TONE + i] as number) - (b[TONE + i] as number));
  const beyond = (levels: number, i: 0 | 1) => Math.max(0, levels - FREE[i]) * PER_LEVEL[i];
  return beyond(apart(0), 0) + beyond(Math.hypot(apart(1), apart(2)), 1);
}
