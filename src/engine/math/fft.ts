/**
 * Discrete Fourier transform of a fixed length whose prime factors are small (512 = 2^9, 800 = 2^5 · 5^2):
 * mixed-radix decimation in time (Cooley and Tukey 1965).
 */
export class Fft {
  readonly length: number;
  #factors: number[];
  #cos: Float64Array;
  #sin: Float64Array;
  #scratchRe: Float64Array;
  #scratchIm: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.#factors = primeFactors(length);
    this.#cos = Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * i) / length));
    this.#sin = Float64Array.from({ length }, (_, i) => -Math.sin((2 * Math.PI * i) / length));
    const widest = Math.max(...this.#factors, 1);
    this.#scratchRe = new Float64Array(widest);
    this.#scratchIm = new Float64Array(widest);
  }

  /** Transform of the real `input` (`length` values) into `re` and `im` (`length` each). */
  forward(input: Float64Array, re: Float64Array, im: Float64Array): void {
    this.#transform(input, 0, 1, re, im, 0, this.length, 0);
  }

  #transform(
    input: Float64Array,
    from: number,
    stride: number,
    re: Float64Array,
    im: Float64Array,
    to: number,
    count: number,
    depth: number,
  ): void {
    if (count === 1) {
      re[to] = input[from] as number;
      im[to] = 0;
      return;
    }
    const radix = this.#factors[depth] as number;
    const part = count / radix;
    for (let r = 0; r < radix; r++) {
      this.#transform(input, from + r * stride, stride * radix, re, im, to + r * part, part, depth + 1);
    }
    this.#butterflies(re, im, to, radix, part);
  }

  /** `#butterflies` of radix 2, which nearly all are. */
  #pairs(re: Float64Array, im: Float64Array, to: number, part: number): void {
    const turn = this.length / (2 * part);
    for (let k = 0; k < part; k++) {
      const c = this.#cos[k * turn] as number;
      const s = this.#sin[k * turn] as number;
      const [even, odd] = [to + k, to + part + k];
      const a = re[odd] as number;
      const b = im[odd] as number;
      const oddRe = a * c - b * s;
      const oddIm = a * s + b * c;
      const evenRe = re[even] as number;
      const evenIm = im[even] as number;
      re[even] = evenRe + oddRe;
      im[even] = evenIm + oddIm;
      re[odd] = evenRe - oddRe;
      im[odd] = evenIm - oddIm;
    }
  }

  /** Joins `radix` transforms of `part` values, lying one after another from `to`, into one. */
  #butterflies(re: Float64Array, im: Float64Array, to: number, radix: number, part: number): void {
    if (radix === 2) return this.#pairs(re, im, to, part);
    const turn = this.length / (radix * part);
    for (let k = 0; k < part; k++) {
      for (let r = 0; r < radix; r++) {
        const angle = r * k * turn;
        const c = this.#cos[angle] as number;
        const s = this.#sin[angle] as number;
        const a = re[to + r * part + k] as number;
        const b = im[to + r * part + k] as number;
        this.#scratchRe[r] = a * c - b * s;
        this.#scratchIm[r] = a * s + b * c;
      }
      for (let q = 0; q < radix; q++) {
        let sumRe = this.#scratchRe[0] as number;
        let sumIm = this.#scratchIm[0] as number;
        for (let r = 1; r < radix; r++) {
          const angle = (r * q * part * turn) % this.length;
          const c = this.#cos[angle] as number;
          const s = this.#sin[angle] as number;
          const a = this.#scratchRe[r] as number;
          const b = this.#scratchIm[r] as number;
          sumRe += a * c - b * s;
          sumIm += a * s + b * c;
        }
        re[to + q * part + k] = sumRe;
        im[to + q * part + k] = sumIm;
      }
    }
  }
}

function primeFactors(value: number): number[] {
  const factors: number[] = [];
  for (let factor = 2; value > 1; factor++) {
    while (value % factor === 0) {
      factors.push(factor);
      value /= factor;
    }
  }
  return factors;
}
