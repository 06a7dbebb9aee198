import { ENCODER_SIZE } from './encoder-pieces';
import { MEL_BANDS } from './spectrum/log-mel';
import { CURVE_RATE, FEATURE_STEP, MODEL_RATE, type MouthCurve } from './mouth-curve';
import { RowBuffer } from './row-buffer';

/** Two log-mel rows of 10 ms make one row of the model. */
const MEL_SIZE = 2 * MEL_BANDS;

/** What the mouth model answers for a piece: `mouth` [rows, components], `voice` [rows], `hidden` [rows, features]. */
export type MouthAnswer = {
  readonly mouth: Float32Array;
  readonly voice: Float32Array;
  readonly hidden: Float32Array;
};

/** Runs the mouth model on one piece: `mel` [rows, 160] log-mel of levelled speech, `heard` [rows, 576]. */
export type MouthNet = (mel: Float32Array, heard: Float32Array, rows: number) => Promise<MouthAnswer>;

/** Rows of one piece (30 s): bounds memory, however long the speech is. */
const PIECE = 1500;
/** The model sees 32 rows to either side; pieces overlap by more, so that they meet without a step. */
const MARGIN = 40;

type Told = Pick<MouthCurve, 'values' | 'voice' | 'heard'>;

/** Mouth coefficients of a speech that comes bit by bit. Of what was heard no more is held than one piece needs. */
export class CurveRunner {
  readonly #net: MouthNet;
  readonly #components: number;
  readonly #features: number;
  readonly #mel = new RowBuffer(MEL_BANDS, 2 * (PIECE + 2 * MARGIN));
  readonly #heard = new RowBuffer(ENCODER_SIZE, PIECE + 2 * MARGIN);
  /** The row that the next piece begins with. */
  #from = 0;
  readonly #mouth: Float32Array[] = [];
  readonly #voice: Float32Array[] = [];
  readonly #hidden: Int8Array[] = [];

  constructor(net: MouthNet, components: number, features: number) {
    this.#net = net;
    this.#components = components;
    this.#features = features;
  }

  /** Takes the next rows of the log-mel ([rows, 80], 100 a second) and of the encoder ([rows, 576], 50 a second). */
  async add(mel: Float32Array, heard: Float32Array): Promise<void> {
    this.#mel.append(mel);
    this.#heard.append(heard);
    while (Math.min(this.#mel.end >> 1, this.#heard.end) >= this.#from + PIECE + MARGIN)
      await this.#run(this.#from + PIECE, this.#from + PIECE + MARGIN);
  }

  /** How many rows of the encoder the log-mel so far wants. */
  get rows(): number {
    return this.#mel.end >> 1;
  }

  /** Ends the speech: what it asks of the mouth at 100 rows a second, [log-mel rows, …]. */
  async finish(): Promise<Told> {
    const end = Math.min(this.rows, this.#heard.end);
    while (this.#from < end)
      await this.#run(Math.min(end, this.#from + PIECE), Math.min(end, this.#from + PIECE + MARGIN));
    const rows = this.#mel.end;
    return {
      values: toCurveRate(joined(this.#mouth), this.#components, rows),
      voice: toCurveRate(joined(this.#voice), 1, rows),
      heard: { rows: joinedBytes(this.#hidden), size: this.#features },
    };
  }

  /** Runs the model on the rows up to `seen`, keeps those up to `to`, and forgets what no later piece sees. */
  async #run(to: number, seen: number): Promise<void> {
    const first = Math.max(0, this.#from - MARGIN);
    const mel = this.#mel.slice(2 * first, 2 * seen);
    const answer = await this.#net(mel, this.#heard.slice(first, seen), mel.length / MEL_SIZE);
    const part = (values: Float32Array, size: number) =>
      values.slice((this.#from - first) * size, (to - first) * size);
    this.#mouth.push(part(answer.mouth, this.#components));
    this.#voice.push(part(answer.voice, 1));
    this.#hidden.push(
      Int8Array.from(part(answer.hidden, this.#features), (value) =>
        Math.max(-127, Math.min(127, Math.round(value / FEATURE_STEP))),
      ),
    );
    this.#from = to;
    this.#mel.forget(2 * (to - MARGIN));
    this.#heard.forget(to - MARGIN);
  }
}

/** Rows at 50 a second, each centred on (r + 0.5) / 50 s, as `rows` rows at 100 a second, centred on t / 100 s. */
function toCurveRate(values: Float32Array, size: number, rows: number): Float32Array {
  const last = values.length / size - 1;
  const curve = new Float32Array(rows * size);
  if (last < 0) return curve;
  for (let t = 0; t < rows; t++) {
    const position = Math.min(Math.max((t * MODEL_RATE) / CURVE_RATE - 0.5, 0), last);
    const low = Math.floor(position);
    const high = Math.min(low + 1, last);
    const part = position - low;
    for (let k = 0; k < size; k++)
      curve[t * size + k] =
        (values[low * size + k] as number) * (1 - part) + (values[high * size + k] as number) * part;
  }
  return curve;
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((at, piece) => (whole.set(piece, at), at + piece.length), 0);
  return whole;
}

function joinedBytes(pieces: readonly Int8Array[]): Int8Array {
  const whole = new Int8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((at, piece) => (whole.set(piece, at), at + piece.length), 0);
  return whole;
}
