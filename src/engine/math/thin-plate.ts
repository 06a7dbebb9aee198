import { radialLog } from './radial-log';

/**
 * Thin-plate spline from control points to vectors in the plane (Bookstein 1989): the smoothest field that
 * takes given values at given places. Holds its buffers, so that fitting in a loop allocates nothing.
 */
export class ThinPlate {
  #count: number;
  #x: Float64Array;
  #y: Float64Array;
  #system: Float64Array;
  #weightsX: Float64Array;
  #weightsY: Float64Array;
  #unit = 1;

  constructor(count: number) {
    const size = count + 3;
    this.#count = count;
    this.#x = new Float64Array(count);
    this.#y = new Float64Array(count);
    this.#system = new Float64Array(size * (size + 2));
    this.#weightsX = new Float64Array(size);
    this.#weightsY = new Float64Array(size);
  }

  /**
   * Fits the field that is (dx, dy) at (x, y). `stiffness` ≥ 0 lets it miss the values by a little where they
   * contradict each other; lengths are divided by `unit`, so that it means the same at every picture size.
   */
  fit(
    x: ArrayLike<number>,
    y: ArrayLike<number>,
    dx: ArrayLike<number>,
    dy: ArrayLike<number>,
    unit: number,
    stiffness: number,
  ): void {
    const n = this.#count;
    const columns = n + 5;
    const a = this.#system.fill(0);
    const [xs, ys] = [this.#x, this.#y];
    for (let i = 0; i < n; i++) {
      xs[i] = x[i] as number;
      ys[i] = y[i] as number;
    }
    for (let i = 0; i < n; i++) {
      const row = i * columns;
      a[row + i] = stiffness * unit * unit;
      for (let j = i + 1; j < n; j++) {
        const apartX = (xs[j] as number) - (xs[i] as number);
        const apartY = (ys[j] as number) - (ys[i] as number);
        a[row + j] = a[j * columns + i] = radialLog(apartX * apartX + apartY * apartY);
      }
      a[row + n] = a[n * columns + i] = unit;
      a[row + n + 1] = a[(n + 1) * columns + i] = xs[i] as number;
      a[row + n + 2] = a[(n + 2) * columns + i] = ys[i] as number;
      a[row + n + 3] = dx[i] as number;
      a[row + n + 4] = dy[i] as number;
    }
    eliminate(a, n + 3, 2);
    for (let i = 0; i < n + 3; i++) {
      this.#weightsX[i] = a[i * columns + n + 3] as number;
      this.#weightsY[i] = a[i * columns + n + 4] as number;
    }
    this.#unit = unit;
  }

  /** The field at (x, y), into `into[at]` and `into[at + 1]`. */
  evaluate(x: number, y: number, into: Float32Array, at: number): void {
    const n = this.#count;
    const [xs, ys, weightsX, weightsY] = [this.#x, this.#y, this.#weightsX, this.#weightsY];
    let dx =
      (weightsX[n] as number) * this.#unit +
      (weightsX[n + 1] as number) * x +
      (weightsX[n + 2] as number) * y;
    let dy =
      (weightsY[n] as number) * this.#unit +
      (weightsY[n + 1] as number) * x +
      (weightsY[n + 2] as number) * y;
    for (let i = 0; i < n; i++) {
      const apartX = x - (xs[i] as number);
      const apartY = y - (ys[i] as number);
      const value = radialLog(apartX * apartX + apartY * apartY);
      dx += value * (weightsX[i] as number);
      dy += value * (weightsY[i] as number);
    }
    into[at] = dx;
    into[at + 1] = dy;
  }
}

/**
 * Gaussian elimination with partial pivoting, in place: `a` is [size, size + extra]; afterwards the last
 * `extra` columns hold the solutions. Throws `RangeError` for a singular system.
 */
export function eliminate(a: Float64Array, size: number, extra: number): void {
  const columns = size + extra;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs(a[row * columns + pivot] as number) > Math.abs(a[best * columns + pivot] as number))
        best = row;
    }
    if (a[best * columns + pivot] === 0) throw new RangeError('singular system');
    if (best !== pivot) {
      for (let k = pivot; k < columns; k++) {
        const swap = a[best * columns + k] as number;
        a[best * columns + k] = a[pivot * columns + k] as number;
        a[pivot * columns + k] = swap;
      }
    }
    const inverse = 1 / (a[pivot * columns + pivot] as number);
    const from = pivot * columns;
    for (let row = pivot + 1; row < size; row++) {
      const to = row * columns;
      const factor = (a[to + pivot] as number) * inverse;
      if (factor === 0) continue;
      for (let k = pivot + 1; k < columns; k++)
        a[to + k] = (a[to + k] as number) - factor * (a[from + k] as number);
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    const inverse = 1 / (a[row * columns + row] as number);
    for (let e = size; e < columns; e++) {
      let value = a[row * columns + e] as number;
      for (let k = row + 1; k < size; k++)
        value -= (a[row * columns + k] as number) * (a[k * columns + e] as number);
      a[row * columns + e] = value * inverse;
    }
  }
}
