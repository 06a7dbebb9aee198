import { framesOf, joinPlanes, slicePlanes, type Planes } from '../planes';

/** Highest true peak that is let through: room for what a lossy codec adds (EBU R128 s1). */
export const CEILING_DB = -1;
/** Seconds over which the gain goes down before a peak, and in which most of it comes back after. */
const ATTACK = 0.005;
const RELEASE = 0.1;
/** Between two samples the signal is looked at three times (ITU-R BS.1770-4, annex 2: four times the rate). */
const PHASES = [0.25, 0.5, 0.75];
/** Samples on either side that such a value is made from. */
const REACH = 6;
const BETWEEN = PHASES.map(interpolator);

/**
 * Keeps the true peaks of a sound under `CEILING_DB` by turning it down around them, all channels alike; what stays
 * under the ceiling comes out as it went in, with no delay. Works on pieces of any size: `push` gives what is ready,
 * `flush` the rest, so that as many samples come out as went in.
 */
export class Limiter {
  readonly #ceiling = 10 ** (CEILING_DB / 20);
  /** Samples of the attack: a sample's gain is the mean of this many least gains, each over as many samples. */
  readonly #span: number;
  readonly #recover: number;
  /** Samples not given out yet; how many of them have been looked at. */
  #waiting: Planes = [];
  #looked = 0;
  #between = 0;
  /** Candidates for the least gain over the last `#span` samples, ascending in place and gain. */
  #least: { readonly at: number; readonly gain: number }[] = [];
  #at = 0;
  #gain = 1;
  /** The last `#span` gains, as a ring, and their sum. */
  readonly #gains: Float64Array;
  #sum: number;

  /** `rate`: samples a second, at least 2000. */
  constructor(rate: number) {
    this.#span = Math.round(ATTACK * rate);
    this.#recover = 1 - Math.exp(-1 / (RELEASE * rate));
    this.#gains = new Float64Array(this.#span).fill(1);
    this.#sum = this.#span;
  }

  /** The samples that `piece` completes; may be none. New arrays each time. */
  push(piece: Planes): Planes {
    this.#waiting = framesOf(this.#waiting) > 0 ? joinPlanes(this.#waiting, piece) : piece;
    return this.#produce(framesOf(this.#waiting) - REACH);
  }

  /** The rest. Call once, last. */
  flush(): Planes {
    const count = framesOf(this.#waiting);
    this.#waiting = this.#waiting.map((plane) => {
      const padded = new Float32Array(count + this.#span + REACH);
      padded.set(plane);
      return padded;
    });
    return slicePlanes(this.#produce(count + this.#span - 1), 0, count);
  }

  /** Looks at the waiting samples before `end`, and gives out those whose gain is known then. */
  #produce(end: number): Planes {
    const lag = this.#span - 1;
    const count = Math.max(0, end - lag);
    const output = this.#waiting.map(() => new Float32Array(count));
    for (; this.#looked < end; this.#looked++) {
      const gain = this.#gainFor(this.#peakAt(this.#looked));
      const ready = this.#looked - lag;
      // Before the first sample there is nothing to turn down.
      if (ready < 0) continue;
      output.forEach((plane, channel) => (plane[ready] = gain * this.#waiting[channel]![ready]!));
    }
    this.#waiting = slicePlanes(this.#waiting, count);
    this.#looked -= count;
    return output;
  }

  /** Largest value at a waiting sample and around it, in any channel. */
  #peakAt(index: number): number {
    const before = this.#between;
    this.#between = 0;
    let peak = before;
    for (const plane of this.#waiting) {
      peak = Math.max(peak, Math.abs(plane[index]!));
      for (const taps of BETWEEN) {
        let value = 0;
        for (let tap = 0; tap < taps.length; tap++)
          value += taps[tap]! * (plane[index + tap + 1 - REACH] ?? 0);
        this.#between = Math.max(this.#between, Math.abs(value));
      }
    }
    return Math.max(peak, this.#between);
  }

  /** Takes the next sample's peak; the gain for the sample that lies `#span` − 1 before it. */
  #gainFor(peak: number): number {
    const wanted = peak > this.#ceiling ? this.#ceiling / peak : 1;
    while ((this.#least.at(-1)?.gain ?? 0) >= wanted) this.#least.pop();
    this.#least.push({ at: this.#at, gain: wanted });
    if (this.#least[0]!.at <= this.#at - this.#span) this.#least.shift();
    this.#gain = Math.min(this.#least[0]!.gain, this.#gain + this.#recover * (1 - this.#gain));
    const place = this.#at++ % this.#span;
    this.#sum += this.#gain - this.#gains[place]!;
    this.#gains[place] = this.#gain;
    return this.#sum / this.#span;
  }
}

/** Weights of the samples around for a value that lies `phase` after one and before the next: a windowed sinc. */
function interpolator(phase: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * REACH }, (_, tap) => {
    const x = tap + 1 - REACH - phase;
    const window = Math.cos((Math.PI * x) / (2 * REACH)) ** 2;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}

/** A sound with its true peaks kept under `CEILING_DB`; `rate`: samples a second. */
export async function* limitSound(sound: AsyncIterable<Planes>, rate: number): AsyncGenerator<Planes> {
  const limiter = new Limiter(rate);
  for await (const piece of sound) yield limiter.push(piece);
  yield limiter.flush();
}
