/** Points of the face mesh that an appearance is measured at (`appearance.json`). */
const POINTS = 96;
/**
 * Numbers of one appearance: the points' places (x, y, z), then their brightness, then their two colours; how bright
 * and of what colours the face is altogether; and the same of what is seen around it.
 */
export const APPEARANCE_SIZE = 6 * POINTS + 6;
/** Where the tone of the face begins, and that of its surroundings. */
export const TONE = 6 * POINTS;
export const AROUND = TONE + 3;
/** Places, brightness and colour count the same, however many numbers each has. */
export const KINDS = [
  [0, 3 * POINTS],
  [3 * POINTS, 4 * POINTS],
  [4 * POINTS, 6 * POINTS],
] as const;

/**
 * How alike two faces are: 1 the same, about 0 for two people that have nothing to do with each other. `acrossLight`: a
 * colour that all of the picture takes on with the face is the light's, not the skin's.
 */
export function likeness(a: Float32Array, b: Float32Array, acrossLight = false): number {
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
  return sum / KINDS.length - toneBetween(a, b, acrossLight);
}

/** The light of a video makes so much of a difference (levels of brightness, of colour); what is beyond is another skin. */
const FREE = [35, 12] as const;
const PER_LEVEL = [0.012, 0.03] as const;

/** What two faces lose in likeness by how bright they are, and of what colour. */
function toneBetween(a: Float32Array, b: Float32Array, acrossLight: boolean): number {
  const apart = (i: number) => (a[i] as number) - (b[i] as number);
  const beyond = (levels: number, i: 0 | 1) => Math.max(0, levels - FREE[i]) * PER_LEVEL[i];
  let [u, v] = [apart(TONE + 1), apart(TONE + 2)];
  if (acrossLight) {
    const [castU, castV] = [apart(AROUND + 1), apart(AROUND + 2)];
    const cast = Math.max(1e-6, Math.hypot(castU, castV));
    const explained = Math.min(cast, Math.max(0, (u * castU + v * castV) / cast));
    [u, v] = [u - (explained * castU) / cast, v - (explained * castV) / cast];
  }
  return beyond(Math.abs(apart(TONE)), 0) + beyond(Math.hypot(u, v), 1);
}
