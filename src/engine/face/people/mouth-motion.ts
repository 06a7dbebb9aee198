/** Looks so far apart (s) are compared: a syllable opens and closes the mouth meanwhile, a smile hardly changes. */
const APART = { least: 0.15, most: 0.3 };

/** A mouth that moves more than this talks, or chews; eye distances. */
export const MOVES = 0.012;

/** One that moves less than this does not at all: what there is, is noise of the landmarks. */
export const STILL = 0.004;

export type SeenMouth = {
  /** The looks, as positions in `times`, ascending. */
  readonly frames: ArrayLike<number>;
  /** Lip opening at each of them, in distances between the outer eye corners. */
  readonly openings: ArrayLike<number>;
};

/** How much a mouth moves: the root mean square of how its opening changes within a fifth of a second. */
export function mouthMotion({ frames, openings }: SeenMouth, times: ArrayLike<number>): number {
  let [sum, count, from] = [0, 0, 0];
  const timeOf = (i: number) => times[frames[i] as number] as number;
  for (let i = 0; i < frames.length; i++) {
    while (timeOf(i) - timeOf(from) > APART.most) from++;
    if (timeOf(i) - timeOf(from) < APART.least) continue;
    sum += ((openings[i] as number) - (openings[from] as number)) ** 2;
    count++;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}
