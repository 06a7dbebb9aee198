import { MEL_BANDS } from './log-mel';

/** Runs the mouth model on one piece: [rows, 80] levelled log-mel, rows even, → [rows, components]. */
export type MouthNet = (mel: Float32Array, rows: number) => Promise<Float32Array>;

/** Rows of one piece (30 s): bounds memory, however long the speech is. */
const PIECE = 3000;
/** The model sees 66 rows to either side; pieces overlap by more, so that they meet without a step. */
const MARGIN = 80;

/** Mouth coefficients for a whole speech: [rows, 80] → [rows, components]. */
export async function runInPieces(
  net: MouthNet,
  mel: Float32Array,
  components: number,
  onRows: (done: number) => void,
): Promise<Float32Array> {
  const rows = mel.length / MEL_BANDS;
  const values = new Float32Array(rows * components);
  for (let from = 0; from < rows; from += PIECE) {
    const to = Math.min(rows, from + PIECE);
    const start = Math.max(0, from - MARGIN);
    const end = Math.min(rows, to + MARGIN);
    const length = end - start + ((end - start) % 2);
    const piece = new Float32Array(length * MEL_BANDS);
    piece.set(mel.subarray(start * MEL_BANDS, end * MEL_BANDS));
    // An odd row out is filled with a copy of the last one.
    if (length > end - start)
      piece.copyWithin((length - 1) * MEL_BANDS, (length - 2) * MEL_BANDS, (length - 1) * MEL_BANDS);
    const answer = await net(piece, length);
    values.set(answer.subarray((from - start) * components, (to - start) * components), from * components);
    onRows(to);
  }
  return values;
}
