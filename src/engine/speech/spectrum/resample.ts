/** Attenuation of what would alias, dB; the Kaiser design below keeps it with a little to spare. */
const STOP_DB = 90;
/** Share of the narrower band that passes untouched; between it and the band's edge the filter falls. */
const PASS_BAND = 0.9;

/**
 * Changes the sample rate of a mono signal that comes in pieces of any size: a polyphase windowed-sinc filter
 * (Kaiser window, linear phase, no delay: output sample n is the input at n / `to` seconds; outside the signal
 * it is 0). Alias below -80 dB, pass band to 90 % of the narrower Nyquist frequency. The output has
 * ceil(inputs · to / from) samples. Agrees with `scipy.signal.resample_poly` with the same filter.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  /** Taps on each side of the centre, in input samples. */
  readonly #reach: number;
  /** [up, 2 · reach + 1]: row p weighs the inputs around an output that lies p / up samples after the middle one. */
  readonly #phases: Float32Array;
  /** Inputs that may still be needed; `#buffer[0]` is input number `#first`. */
  #buffer: Float32Array;
  #first: number;
  #held: number;
  #inputs = 0;
  #outputs = 0;

  /** `from` and `to`: samples a second, whole numbers. */
  constructor(from: number, to: number) {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from > 0 && to > 0)) {
      throw new RangeError(`cannot resample ${from} to ${to}`);
    }
    const shared = greatestCommonDivisor(from, to);
    this.#up = to / shared;
    this.#down = from / shared;
    const { taps, reach } = polyphase(this.#up, this.#down);
    this.#phases = taps;
    this.#reach = reach;
    // Silence before the first sample.
    this.#first = -reach;
    this.#held = reach;
    this.#buffer = new Float32Array(Math.max(4096, 4 * reach));
  }

  /** The outputs that `input` completes; may be none. A new array each time. */
  push(input: Float32Array): Float32Array<ArrayBuffer> {
    this.#inputs += input.length;
    this.#append(input);
    // An output can be made once the inputs up to `reach` after it are there.
    return this.#produce(Math.ceil(((this.#inputs - this.#reach) * this.#up) / this.#down));
  }

  /** The outputs that were waiting for what comes after the end, which is silence. Call once, last. */
  flush(): Float32Array<ArrayBuffer> {
    this.#append(new Float32Array(this.#reach + 1));
    return this.#produce(Math.ceil((this.#inputs * this.#up) / this.#down));
  }

  #append(input: Float32Array): void {
    const needed = this.#held + input.length;
    if (needed > this.#buffer.length) {
      const larger = new Float32Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#held));
      this.#buffer = larger;
    }
    this.#buffer.set(input, this.#held);
    this.#held = needed;
  }

  #produce(end: number): Float32Array<ArrayBuffer> {
    const count = Math.max(0, end - this.#outputs);
    const output = new Float32Array(count);
    const width = 2 * this.#reach + 1;
    for (let n = 0; n < count; n++) {
      const at = (this.#outputs + n) * this.#down;
      const row = (at % this.#up) * width;
      const start = Math.floor(at / this.#up) - this.#reach - this.#first;
      let sum = 0;
      for (let tap = 0; tap < width; tap++) sum += this.#phases[row + tap]! * this.#buffer[start + tap]!;
      output[n] = sum;
    }
    this.#outputs += count;
    this.#drop();
    return output;
  }

  /** Forgets the inputs that no later output needs. */
  #drop(): void {
    const oldest = Math.floor((this.#outputs * this.#down) / this.#up) - this.#reach;
    const gone = Math.min(Math.max(0, oldest - this.#first), this.#held);
    this.#buffer.copyWithin(0, gone, this.#held);
    this.#first += gone;
    this.#held -= gone;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Kaiser's design (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.6), cut into one row per phase. */
function polyphase(up: number, down: number): { taps: Float32Array; reach: number } {
  // In input samples: the cut-off and the width of the fall, cycles a sample.
  const edge = 0.5 * Math.min(1, up / down);
  const fall = edge * (1 - PASS_BAND);
  const cutoff = edge - fall / 2;
  const reach = Math.ceil((STOP_DB - 7.95) / (14.36 * fall) / 2);
  const beta = 0.1102 * (STOP_DB - 8.7);
  const width = 2 * reach + 1;
  const taps = new Float32Array(up * width);
  for (let phase = 0; phase < up; phase++) {
    const row = taps.subarray(phase * width, (phase + 1) * width);
    for (let tap = 0; tap < width; tap++) {
      // Distance from the output to this input.
      const x = tap - reach - phase / up;
      const inside = 1 - (x / reach) ** 2;
      const window = inside < 0 ? 0 : besselI0(beta * Math.sqrt(inside)) / besselI0(beta);
      row[tap] = 2 * cutoff * sinc(2 * cutoff * x) * window;
    }
    // Unit gain at 0 Hz in every phase, else a constant would come out rippled.
    const sum = row.reduce((total, value) => total + value, 0);
    for (let tap = 0; tap < width; tap++) row[tap]! /= sum;
  }
  return { taps, reach };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
