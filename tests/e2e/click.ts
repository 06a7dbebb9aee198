import { ffmpeg } from '../../scripts/ffmpeg';
import { voice, wav } from '../fixtures/voice';

/** Samples a second of what is listened to here. */
export const RATE = 24_000;
/** Seconds at which a click stands in the middle of a silence. */
export const CLICK = 2;

/** A speech of three seconds with a click, as a WAV file. */
export function clicked(): Buffer {
  const samples = voice(3, RATE);
  samples.fill(0, (CLICK - 0.1) * RATE, (CLICK + 0.1) * RATE);
  samples.fill(0.9, CLICK * RATE, CLICK * RATE + 4);
  return wav(samples, RATE);
}

/** What a player plays of a result's sound, −1…1. */
export function soundIn(path: string): Float32Array {
  const pcm = ffmpeg(['-i', path, '-map', '0:a:0', '-ac', '1', '-ar', `${RATE}`, '-f', 's16le', '-']);
  return Float32Array.from(new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2), (at) => at / 32_768);
}

/** Seconds at which the click is heard: the one loud sample after a twentieth of a second of silence. */
export function clickIn(samples: Float32Array): number {
  const quiet = 0.05 * RATE;
  let best = { at: NaN, peak: 0 };
  for (let i = quiet; i < samples.length; i++) {
    const peak = Math.abs(samples[i] as number);
    // An encoder smears a click over a few milliseconds.
    const before = samples.subarray(i - quiet, i - 0.004 * RATE);
    if (peak > best.peak && before.every((value) => Math.abs(value) < peak / 8))
      best = { at: i / RATE, peak };
  }
  return best.at;
}
