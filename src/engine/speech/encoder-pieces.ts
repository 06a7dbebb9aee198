import { RowBuffer } from './row-buffer';

/** Samples from one frame of the speech encoder to the next (24 ms at 16 kHz). */
export const ENCODER_HOP = 384;
/** Numbers of one frame: 288 of its second layer and 288 of its fourth. */
export const ENCODER_SIZE = 576;
/**
 * What the level of the log-mel is multiplied by for the encoder. That level is one of pre-emphasised sound, and plain
 * speech at it would be louder than the encoder has ever heard.
 */
export const ENCODER_GAIN = 1 / 6;
/** The sample on which its first frame is centred: half of what its three convolutions (127/64, 7/3, 3/2) see. */
const CENTRE = 447;

/**
 * Long speech is heard in pieces of about 16 s with 4 s of context to either side: the encoder's attention runs over
 * a whole piece, so that its cost would grow with the square of the length. `models/mouth/sound.py` has the same.
 */
const PIECE = 666 * ENCODER_HOP;
const CONTEXT = 167 * ENCODER_HOP;

/** Runs the encoder on samples (mono, 16 kHz): [frames, 576]. */
export type EncoderNet = (samples: Float32Array) => Promise<Float32Array>;

/**
 * What the speech encoder hears of a speech that comes bit by bit, on the grid of `rate` rows a second: row r is centred
 * on (r + 0.5) / rate seconds. Of the sound no more is held than a piece with its context.
 */
export class EncoderPieces {
  readonly #net: EncoderNet;
  readonly #rate: number;
  readonly #sound = new RowBuffer(1, PIECE + 3 * CONTEXT);
  readonly #frames = new RowBuffer(ENCODER_SIZE, 2000);
  /** The sample that the next piece begins with, and the row that comes next. */
  #from = 0;
  #row = 0;

  constructor(net: EncoderNet, rate: number) {
    this.#net = net;
    this.#rate = rate;
  }

  /** Takes the next samples; answers the rows that became complete, [rows, 576]. */
  async push(samples: Float32Array): Promise<Float32Array> {
    this.#sound.append(samples);
    // The first piece waits for more, since what fits into one is heard at once.
    while (this.#sound.end > this.#from + PIECE + 2 * CONTEXT)
      await this.#hear(this.#from + PIECE, this.#from + PIECE + CONTEXT);
    return this.#rows(Math.floor(this.#position(this.#frames.end - 1)));
  }

  /** Ends the speech: the rows that are left of `rows` in all. */
  async finish(rows: number): Promise<Float32Array> {
    const end = this.#sound.end;
    while (end > this.#from + PIECE + 2 * CONTEXT)
      await this.#hear(this.#from + PIECE, this.#from + PIECE + CONTEXT);
    await this.#hear(end, end);
    return this.#rows(rows);
  }

  /** Hears from `#from` up to the sample `to`, with what lies before it and up to `seen` as context. */
  async #hear(to: number, seen: number): Promise<void> {
    const low = Math.max(0, this.#from - CONTEXT);
    const frames = await this.#net(this.#sound.slice(low, seen));
    const first = ((this.#from - low) / ENCODER_HOP) * ENCODER_SIZE;
    const last = to === seen ? frames.length : first + ((to - this.#from) / ENCODER_HOP) * ENCODER_SIZE;
    this.#frames.append(frames.subarray(first, last));
    this.#from = to;
    this.#sound.forget(to - CONTEXT);
  }

  /** The row before which frame `frame` is centred. */
  #position(frame: number): number {
    return ((frame * ENCODER_HOP + CENTRE) / 16_000) * this.#rate - 0.5;
  }

  #rows(until: number): Float32Array {
    const rows = Math.max(0, until - this.#row);
    const values = new Float32Array(rows * ENCODER_SIZE);
    const last = this.#frames.end - 1;
    if (last < 0) return values;
    for (let i = 0; i < rows; i++) {
      const at = (((this.#row + i + 0.5) / this.#rate) * 16_000 - CENTRE) / ENCODER_HOP;
      this.#interpolate(
        Math.min(Math.max(at, 0), last),
        last,
        values.subarray(i * ENCODER_SIZE, (i + 1) * ENCODER_SIZE),
      );
    }
    this.#row += rows;
    this.#frames.forget(Math.floor((((this.#row + 0.5) / this.#rate) * 16_000 - CENTRE) / ENCODER_HOP) - 1);
    return values;
  }

  #interpolate(position: number, last: number, into: Float32Array): void {
    const low = Math.floor(position);
    const high = Math.min(low + 1, last);
    const part = position - low;
    const two = [this.#frames.slice(low, low + 1), this.#frames.slice(high, high + 1)] as const;
    for (let k = 0; k < ENCODER_SIZE; k++)
      into[k] = (two[0][k] as number) * (1 - part) + (two[1][k] as number) * part;
  }
}
