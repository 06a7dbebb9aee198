import { mean } from '../../math/statistics';
import { Biquad, type Coefficients } from './biquad';
import { framesOf, type Planes } from '../planes';

/** Samples a second at which the standard gives its filters. */
export const LOUDNESS_RATE = 48_000;

/**
 * The two stages of the K weighting at any rate: a head's shelf, and a high-pass. ITU-R BS.1770-4 (tables 1 and 2) gives
 * them at 48 kHz; these are the analogue filters that they come from, as libebur128 has them.
 */
function weighting(rate: number): readonly [head: Coefficients, high: Coefficients] {
  return [shelf(1681.974450955533, 3.999843853973347, 0.7071752369554196, rate), lowCut(rate)];
}

function shelf(hertz: number, gainDb: number, q: number, rate: number): Coefficients {
  const k = Math.tan((Math.PI * hertz) / rate);
  const high = 10 ** (gainDb / 20);
  const band = high ** 0.4996667741545416;
  const over = 1 / (1 + k / q + k * k);
  return {
    b0: (high + (band * k) / q + k * k) * over,
    b1: 2 * (k * k - high) * over,
    b2: (high - (band * k) / q + k * k) * over,
    a1: 2 * (k * k - 1) * over,
    a2: (1 - k / q + k * k) * over,
  };
}

function lowCut(rate: number): Coefficients {
  const [k, q] = [Math.tan((Math.PI * 38.13547087602444) / rate), 0.5003270373238773];
  const over = 1 / (1 + k / q + k * k);
  return { b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) * over, a2: (1 - k / q + k * k) * over };
}

/** Blocks last 400 ms and begin every 100 ms, a step. */
const STEPS_A_SECOND = 10;
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
  readonly #rate: number;

  constructor(rate = LOUDNESS_RATE) {
    this.#rate = rate;
  }

  /** Takes the next samples, one or two channels. */
  push(piece: Planes): void {
    const step = Math.round(this.#rate / STEPS_A_SECOND);
    if (this.#filters.length === 0) {
      const [head, high] = weighting(this.#rate);
      this.#filters = piece.map(() => [new Biquad(head), new Biquad(high)]);
    }
    const weight = piece.length === 1 ? 2 : 1;
    for (let i = 0; i < framesOf(piece); i++) {
      piece.forEach((plane, channel) => {
        const [head, high] = this.#filters[channel]!;
        this.#energy += weight * high.next(head.next(plane[i]!)) ** 2;
      });
      if (++this.#samples < step) continue;
      this.#steps.push(this.#energy / step);
      this.#energy = this.#samples = 0;
    }
  }

  /** As `integrated`, but of what is shorter than a block, as a short word may be, the loudness of all of it. */
  get spoken(): number {
    if (this.#steps.length >= STEPS_OF_BLOCK) return this.integrated;
    const step = Math.round(this.#rate / STEPS_A_SECOND);
    const energy = this.#steps.reduce((sum, power) => sum + power * step, this.#energy);
    const samples = this.#steps.length * step + this.#samples;
    const loudness = samples === 0 ? -Infinity : loudnessOf(energy / samples);
    return loudness > SILENCE ? loudness : -Infinity;
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
