import { denoise, type NoiseFilter } from './denoise';
import { Biquad, highPass } from './biquad';
import { usualGain } from './even-out';
import { LOUDNESS_RATE, LoudnessMeter } from './loudness';
import type { Planes } from '../planes';

/** Opens a filter for one channel; whoever opens it closes it. */
export type OpenNoiseFilter = () => Promise<NoiseFilter & { close(): void }>;

/** Samples a second that a sound is cleaned at: what the noise filter and the loudness meter work at. */
export const CLEAN_RATE = LOUDNESS_RATE;
/** Voices begin above; steps, wind and hands on the microphone lie below. */
const LOWEST_HERTZ = 80;

/**
 * A recording as one would want to hear it: without rumble and steady noise, and as loud as is usual. Its peaks may
 * exceed ±1: a limiter has to follow. `read` gives the sound from its beginning, at `CLEAN_RATE`, each time it is called,
 * which is several times, since how loud all of it is has to be known first. As long as it was, and in time.
 */
export async function* cleanSound(
  read: () => AsyncIterable<Planes>,
  channels: number,
  openFilter: OpenNoiseFilter,
): AsyncGenerator<Planes> {
  const meter = new LoudnessMeter();
  for await (const piece of withoutNoise(read, channels, openFilter)) meter.push(piece);
  const gain = usualGain(meter.integrated);
  for await (const piece of withoutNoise(read, channels, openFilter))
    yield piece.map((plane) => plane.map((value) => gain * value));
}

/** Each channel through a high-pass and a noise filter of its own. */
async function* withoutNoise(
  read: () => AsyncIterable<Planes>,
  channels: number,
  openFilter: OpenNoiseFilter,
): AsyncGenerator<Planes> {
  const filters: Awaited<ReturnType<OpenNoiseFilter>>[] = [];
  const voices: AsyncGenerator<Float32Array>[] = [];
  try {
    for (let channel = 0; channel < channels; channel++) {
      const filter = await openFilter();
      filters.push(filter);
      voices.push(denoise(withoutRumble(read(), channel), filter));
    }
    for (;;) {
      const steps = await Promise.all(voices.map((voice) => voice.next()));
      if (steps.some(({ done }) => done)) return;
      // All come in pieces of the same sizes.
      yield steps.map(({ value }) => value as Float32Array<ArrayBuffer>);
    }
  } finally {
    for (const voice of voices) await voice.return(undefined);
    for (const filter of filters) filter.close();
  }
}

async function* withoutRumble(sound: AsyncIterable<Planes>, channel: number): AsyncGenerator<Float32Array> {
  const filter = new Biquad(highPass(LOWEST_HERTZ, CLEAN_RATE));
  for await (const piece of sound) yield piece[channel]!.map((value) => filter.next(value));
}
