import { SILENT_DB } from './check-heard';

/** Samples of one look at the loudness, at 16 kHz: 25 ms. */
const LOOK = 400;

/**
 * True where nothing is to be heard in a sound (mono at 16 kHz, in pieces of any size). It is read only up to the first
 * moment that is loud enough, which in a speech is soon.
 */
export async function isSilent(sound: AsyncIterable<Float32Array>): Promise<boolean> {
  const enough = 10 ** (SILENT_DB / 10);
  let [sum, count] = [0, 0];
  for await (const piece of sound) {
    for (const sample of piece) {
      sum += sample * sample;
      if (++count < LOOK) continue;
      if (sum / LOOK >= enough) return false;
      [sum, count] = [0, 0];
    }
  }
  return true;
}
