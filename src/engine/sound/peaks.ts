/** Peaks a second. */
export const PEAK_RATE = 20;

/** The largest value of each stretch of a sound (mono, in pieces of any size, at `rate` samples a second), 0…1. */
export async function peaksOf(sound: AsyncIterable<Float32Array>, rate: number): Promise<number[]> {
  const peaks: number[] = [];
  let at = 0;
  for await (const piece of sound) {
    for (const sample of piece) {
      const place = Math.floor((at++ * PEAK_RATE) / rate);
      peaks[place] = Math.min(1, Math.max(peaks[place] ?? 0, Math.abs(sample)));
    }
  }
  return peaks;
}
