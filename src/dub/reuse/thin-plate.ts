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
    for (let i = 0; i < n; i++) {
      this.#x[i] = x[i] as number;
      this.#y[i] = y[i] as number;
    }
    for (let i = 0; i < n; i++) {
      const row = i * columns;
      for (let j = 0; j < n; j++)
        a[row + j] =
          i === j ? stiffness * unit * unit : this.#kernel(i, this.#x[j] as number, this.#y[j] as number);
      a[row + n] = a[n * columns + i] = unit;
      a[row + n + 1] = a[(n + 1) * columns + i] = this.#x[i] as number;
      a[row + n + 2] = a[(n + 2) * columns + i] = this.#y[i] as number;
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

  #unit = 1;

  /** The field at (x, y), into `into[at]` and `into[at + 1]`. */
  evaluate(x: number, y: number, into: Float32Array, at: number): void {
    const n = this.#count;
    let dx =
      (this.#weightsX[n] as number) * this.#unit +
      (this.#weightsX[n + 1] as number) * x +
      (this.#weightsX[n + 2] as number) * y;
    let dy =
      (this.#weightsY[n] as number) * this.#unit +
      (this.#weightsY[n + 1] as number) * x +
      (this.#weightsY[n + 2] as number) * y;
    for (let i = 0; i < n; i++) {
      const value = this.#kernel(i, x, y);
      dx += value * (this.#weightsX[i] as number);
      dy += value * (this.#weightsY[i] as number);
    }
    into[at] = dx;
    into[at + 1] = dy;
  }

  /** r² log r² of the distance to control point i. */
  #kernel(i: number, x: number, y: number): number {
    const dx = x - (this.#x[i] as number);
    const dy = y - (this.#y[i] as number);
    const squared = dx * dx + dy * dy;
    return squared > 0 ? squared * Math.log(squared) : 0;
  }
}

/**
 * Gauss-Jordan elimination with partial pivoting, in place: `a` is [size, size + extra]; afterwards the last
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
    for (let row = pivot + 1; row < size; row++) {
      const factor = (a[row * columns + pivot] as number) * inverse;
      if (factor === 0) continue;
      for (let k = pivot + 1; k < columns; k++) {
        a[row * columns + k] = (a[row * columns + k] as number) - factor * (a[pivot * columns + k] as number);
      }
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
