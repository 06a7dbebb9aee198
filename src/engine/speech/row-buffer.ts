/** Rows of a table that comes bit by bit and is forgotten from its front; rows keep their numbers. */
export class RowBuffer {
  readonly #width: number;
  #values: Float32Array;
  #start = 0;
  #count = 0;

  /** `width`: numbers in a row; `room`: rows that are expected at once. */
  constructor(width: number, room: number) {
    this.#width = width;
    this.#values = new Float32Array(room * width);
  }

  /** The row after the last one. */
  get end(): number {
    return this.#start + this.#count;
  }

  /** Takes rows, [rows, width]. */
  append(rows: Float32Array): void {
    const used = this.#count * this.#width;
    if (used + rows.length > this.#values.length) {
      const larger = new Float32Array(2 * (used + rows.length));
      larger.set(this.#values.subarray(0, used));
      this.#values = larger;
    }
    this.#values.set(rows, used);
    this.#count += rows.length / this.#width;
  }

  /** A copy of the rows `from` to `to` (exclusive), [to − from, width]. Throws `RangeError` where they are not held. */
  slice(from: number, to: number): Float32Array {
    if (from < this.#start || to > this.end) throw new RangeError(`rows ${from}–${to} are not held`);
    return this.#values.slice((from - this.#start) * this.#width, (to - this.#start) * this.#width);
  }

  /** Drops the rows before `row`. */
  forget(row: number): void {
    const dropped = Math.min(this.#count, Math.max(0, row - this.#start));
    this.#values.copyWithin(0, dropped * this.#width, this.#count * this.#width);
    this.#count -= dropped;
    this.#start += dropped;
  }
}
