import type { Planes } from '../planes';
import { LoudnessMeter } from './loudness';

/** LUFS: what is usual for speech on the web and on telephones. */
const LOUDNESS = -16;
/** More is not added (dB): a sound that faint is mostly something else. */
const MOST_GAIN_DB = 30;

/** What makes a sound of so many LUFS as loud as is usual for speech; 1 for silence. */
export function usualGain(loudness: number): number {
  if (loudness === -Infinity) return 1;
  return 10 ** (Math.min(MOST_GAIN_DB, LOUDNESS - loudness) / 20);
}

/**
 * A recording as loud as is usual for speech, so that those of several microphones go together; its peaks may exceed ±1.
 * `measured` is read from end to end before `sound` is: the same recording, as long as it likes. One or two channels.
 */
export async function* evenedOut(
  measured: AsyncIterable<Planes>,
  sound: AsyncIterable<Planes>,
  rate: number,
): AsyncGenerator<Planes> {
  const meter = new LoudnessMeter(rate);
  for await (const piece of measured) meter.push(piece);
  const gain = usualGain(meter.spoken);
  for await (const piece of sound) yield piece.map((plane) => plane.map((value) => gain * value));
}
