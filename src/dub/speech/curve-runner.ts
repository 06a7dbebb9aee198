import { MEL_BANDS } from './log-mel';

/** Runs the mouth model on one piece: [rows, 80] levelled log-mel, rows even, → [rows, components]. */
export type MouthNet = (mel: Float32Array, rows: number) => Promise<Float32Array>;

/** Rows of one piece (30 s): bounds memory, however long the speech is. */
const PIECE = 3000;
/** The model sees 66 rows to either side; pieces overlap by more, so that they meet without a step. */
const MARGIN = 80;

/** Mouth coefficients of a speech that comes bit by bit. Of its spectrogram no more is held than one piece needs. */
export class CurveRunner {
  readonly #net: MouthNet;
  readonly #components: number;
  /** Rows not yet done with; the first is row `#start` of the speech. */
  #rows = new Float32Array((PIECE + 2 * MARGIN) * MEL_BANDS);
  #count = 0;
  #start = 0;
  /** The row that the next piece begins with. */
  #from = 0;
  readonly #values: Float32Array[] = [];

  constructor(net: MouthNet, components: number) {
    this.#net = net;
    this.#components = components;
  }

  /** Takes the next rows, [rows, 80]; resolves when the pieces that they complete are done. */
  async add(mel: Float32Array): Promise<void> {
    this.#append(mel);
    while (this.#start + this.#count >= this.#from + PIECE + MARGIN) await this.#run(this.#from + PIECE);
  }

  /** Ends the speech: [rows, components]. */
  async finish(): Promise<Float32Array> {
    const end = this.#start + this.#count;
    while (this.#from < end) await this.#run(Math.min(end, this.#from + PIECE));
    const values = new Float32Array(end * this.#components);
    let at = 0;
    for (const piece of this.#values) {
      values.set(piece, at);
      at += piece.length;
    }
    return values;
  }

  #append(mel: Float32Array): void {
    const used = this.#count * MEL_BANDS;
    if (used + mel.length > this.#rows.length) {
      const larger = new Float32Array(2 * (used + mel.length));
      larger.set(this.#rows.subarray(0, used));
      this.#rows = larger;
    }
    this.#rows.set(mel, used);
    this.#count += mel.length / MEL_BANDS;
  }

  /** Runs the model on the rows up to `to`, and forgets what no later piece sees. */
  async #run(to: number): Promise<void> {
    const before = this.#from - this.#start;
    const end = Math.min(this.#start + this.#count, to + MARGIN);
    const seen = end - this.#start;
    const length = seen + (seen % 2);
    const piece = new Float32Array(length * MEL_BANDS);
    piece.set(this.#rows.subarray(0, seen * MEL_BANDS));
    // An odd row out is filled with a copy of the last one.
    if (length > seen)
      piece.copyWithin((length - 1) * MEL_BANDS, (length - 2) * MEL_BANDS, (length - 1) * MEL_BANDS);
    const answer = await this.#net(piece, length);
    const k = this.#components;
    this.#values.push(answer.slice(before * k, (before + to - this.#from) * k));
    this.#from = to;
    this.#forget(to - MARGIN);
  }

  #forget(until: number): void {
    const rows = Math.max(0, until - this.#start);
    this.#rows.copyWithin(0, rows * MEL_BANDS, this.#count * MEL_BANDS);
    this.#count -= rows;
    this.#start += rows;
  }
}
