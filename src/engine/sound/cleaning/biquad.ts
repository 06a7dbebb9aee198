/** Coefficients of a filter of second order, a0 = 1: y = b0 x + b1 x' + b2 x'' − a1 y' − a2 y''. */
export type Coefficients = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/** A filter of second order that remembers where it was (transposed direct form II). */
export class Biquad {
  readonly #of: Coefficients;
  #first = 0;
  #second = 0;

  constructor(coefficients: Coefficients) {
    this.#of = coefficients;
  }

  next(x: number): number {
    const { b0, b1, b2, a1, a2 } = this.#of;
    const y = b0 * x + this.#first;
    this.#first = b1 * x - a1 * y + this.#second;
    this.#second = b2 * x - a2 * y;
    return y;
  }
}

/** A Butterworth high-pass at `hertz` (bilinear transform). `rate`: samples a second. */
export function highPass(hertz: number, rate: number): Coefficients {
  const k = Math.tan((Math.PI * hertz) / rate);
  const over = 1 / (1 + Math.SQRT2 * k + k * k);
  return {
    b0: over,
    b1: -2 * over,
    b2: over,
    a1: 2 * (k * k - 1) * over,
    a2: (1 - Math.SQRT2 * k + k * k) * over,
  };
}
