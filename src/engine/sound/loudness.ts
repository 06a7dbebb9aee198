import { mean } from '../math/statistics';
import { Biquad, type Coefficients } from './biquad';
import { framesOf, type Planes } from './planes';

/** Samples a second of what is measured: the standard gives its filters for this rate. */
export const LOUDNESS_RATE = 48_000;

/** The two stages of the K weighting (ITU-R BS.1770-4, tables 1 and 2): a head's shelf, and a high-pass. */
const HEAD: Coefficients = {
  ...{ b0: 1.53512485958697, b1: -2.69169618940638, b2: 1.19839281085285 },
  ...{ a1: -1.69065929318241, a2: 0.73248077421585 },
};
const HIGH: Coefficients = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Blocks last 400 ms and begin every 100 ms. */
const STEP = LOUDNESS_RATE / 10;
const STEPS_OF_BLOCK = 4;
/** Blocks below this (LUFS) are silence, and those so far (LU) below the mean of the others are pauses. */
const SILENCE = -70;
const PAUSE = -10;

const loudnessOf = (power: number) => -0.691 + 10 * Math.log10(power);
const powerOf = (loudness: number) => 10 ** ((loudness + 0.691) / 10);

/**
 * Integrated loudness of a sound (ITU-R BS.1770-4, EBU R128), piece by piece, 80 bytes a second. One channel counts as
 * two alike, since that is how it is played.
 */
export class LoudnessMeter {
  #filters: (readonly [Biquad, Biquad])[] = [];
  /** Power of the steps that are complete, and energy and samples of the one that is not. */
  readonly #steps: number[] = [];
  #energy = 0;
  #samples = 0;

  /** Takes the next samples at `LOUDNESS_RATE`, one or two channels. */
  push(piece: Planes): void {
    if (this.#filters.length === 0) this.#filters = piece.map(() => [new Biquad(HEAD), new Biquad(HIGH)]);
    const weight = piece.length === 1 ? 2 : 1;
    for (let i = 0; i < framesOf(piece); i++) {
      piece.forEach((plane, channel) => {
        const [head, high] = this.#filters[channel]!;
        this.#energy += weight * high.next(head.next(plane[i]!)) ** 2;
      });
      if (++this.#samples < STEP) continue;
      this.#steps.push(this.#energy / STEP);
      this.#energy = this.#samples = 0;
    }
  }

  /** LUFS; −Infinity for silence, and for what is shorter than a block. */
  get integrated(): number {
    const blocks: number[] = [];
    for (let end = STEPS_OF_BLOCK; end <= this.#steps.length; end++) {
      const steps = this.#steps.slice(end - STEPS_OF_BLOCK, end);
      blocks.push(steps.reduce((sum, power) => sum + power, 0) / STEPS_OF_BLOCK);
    }
    const heard = blocks.filter((power) => power > powerOf(SILENCE));
    const spoken = heard.filter((power) => power > mean(heard) * 10 ** (PAUSE / 10));
    return loudnessOf(mean(spoken));
  }
}
