import { SPEECH_RATE } from './spectrum/log-mel';

/** Sound of up to so many samples is kept from its first reading: ten minutes of speech, 38 MB. */
const MOST_SAMPLES = 600 * SPEECH_RATE;

/**
 * A sound that is read more than once: where it is short, from memory the second time; else `read` again. Pieces are not
 * to be changed by whoever receives them.
 */
export function replayed(
  read: () => AsyncIterable<Float32Array>,
  most = MOST_SAMPLES,
): () => AsyncIterable<Float32Array> {
  let whole: readonly Float32Array[] | null = null;
  async function* first() {
    let kept: Float32Array[] | null = [];
    let samples = 0;
    for await (const piece of read()) {
      samples += piece.length;
      if (samples > most) kept = null;
      kept?.push(piece);
      yield piece;
    }
    whole = kept;
  }
  async function* again(pieces: readonly Float32Array[]) {
    yield* pieces;
  }
  return () => (whole ? again(whole) : first());
}
