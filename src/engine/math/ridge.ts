/**
 * Ridge regression: weights [columns of x, columns of y] that minimise |x · w − y|² + strength · |w|², by Cholesky
 * decomposition of xᵀx + strength · 1 (Hoerl and Kennard 1970). `x` is [rows, p], `y` [rows, q], both row by row;
 * `use` says which rows count. Centre both before, for there is no constant. `strength` > 0.
 */
export class Ridge {
  readonly #p: number;
  readonly #q: number;
  readonly #gram: Float64Array;
  readonly #moments: Float64Array;

  constructor(
    x: ArrayLike<number>,
    p: number,
    y: ArrayLike<number>,
    q: number,
    use: (row: number) => boolean,
  ) {
    this.#p = p;
    this.#q = q;
    this.#gram = new Float64Array(p * p);
    this.#moments = new Float64Array(p * q);
    for (let row = 0; row * p < x.length; row++) if (use(row)) this.#add(x, y, row);
  }

  /** [p, q]. */
  solve(strength: number): Float64Array {
    const lower = this.#factor(strength);
    const [p, q] = [this.#p, this.#q];
    const weights = this.#moments.slice();
    const at = (i: number, j: number) => lower[i * p + j] as number;
    for (let k = 0; k < q; k++) {
      for (let i = 0; i < p; i++) {
        let sum = weights[i * q + k] as number;
        for (let j = 0; j < i; j++) sum -= at(i, j) * (weights[j * q + k] as number);
        weights[i * q + k] = sum / at(i, i);
      }
      for (let i = p - 1; i >= 0; i--) {
        let sum = weights[i * q + k] as number;
        for (let j = i + 1; j < p; j++) sum -= at(j, i) * (weights[j * q + k] as number);
        weights[i * q + k] = sum / at(i, i);
      }
    }
    return weights;
  }

  #add(x: ArrayLike<number>, y: ArrayLike<number>, row: number): void {
    const [p, q] = [this.#p, this.#q];
    for (let i = 0; i < p; i++) {
      const value = x[row * p + i] as number;
      for (let j = 0; j <= i; j++)
        this.#gram[i * p + j] = (this.#gram[i * p + j] as number) + value * (x[row * p + j] as number);
      for (let k = 0; k < q; k++)
        this.#moments[i * q + k] = (this.#moments[i * q + k] as number) + value * (y[row * q + k] as number);
    }
  }

  /** Lower triangle L with L · Lᵀ = xᵀx + strength · 1. */
  #factor(strength: number): Float64Array {
    const p = this.#p;
    const lower = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = (this.#gram[i * p + j] as number) + (i === j ? strength : 0);
        for (let k = 0; k < j; k++) sum -= (lower[i * p + k] as number) * (lower[j * p + k] as number);
        lower[i * p + j] = i === j ? Math.sqrt(sum) : sum / (lower[j * p + j] as number);
      }
    }
    return lower;
  }
}
