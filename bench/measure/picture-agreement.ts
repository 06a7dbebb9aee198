/**
 * Correlation of two rows of pictures [frames, pixels] over time: each pixel's mean over the frames is taken off, so
 * that what never changes counts for nothing.
 */
export function pictureCorrelation(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length) throw new RangeError(`rows of ${a.length} and ${b.length} pictures`);
  const pixels = a[0]?.length ?? 0;
  let [ab, aa, bb] = [0, 0, 0];
  for (let pixel = 0; pixel < pixels; pixel++) {
    let [sumA, sumB] = [0, 0];
    for (let i = 0; i < a.length; i++) {
      sumA += (a[i] as Float32Array)[pixel] as number;
      sumB += (b[i] as Float32Array)[pixel] as number;
    }
    for (let i = 0; i < a.length; i++) {
      const da = ((a[i] as Float32Array)[pixel] as number) - sumA / a.length;
      const db = ((b[i] as Float32Array)[pixel] as number) - sumB / b.length;
      ab += da * db;
      aa += da * da;
      bb += db * db;
    }
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
