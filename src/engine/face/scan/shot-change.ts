import { planes, type Picture } from '../../picture/picture';

const BINS = 32;
/** Every so many pixels of every so many rows are counted. */
const EVERY = 6;
/** Share of the picture whose brightness is another, from which on it is another shot. */
const ANOTHER_SHOT = 0.35;

/** Shares of the picture by brightness, darkest first. */
export function brightness(picture: Picture): Float64Array {
  const [{ data, width, height }] = planes(picture);
  const shares = new Float64Array(BINS);
  let count = 0;
  for (let y = EVERY >> 1; y < height; y += EVERY) {
    for (let x = EVERY >> 1; x < width; x += EVERY) {
      const bin = (data[y * width + x] as number) >> 3;
      shares[bin] = (shares[bin] as number) + 1;
      count++;
    }
  }
  return shares.map((value) => value / Math.max(1, count));
}

/**
 * True where two pictures belong to different shots. The shares are compared as they add up from dark to bright, so
 * that a lamp that dims moves them a little and not all of them.
 */
export function isShotChange(a: Float64Array, b: Float64Array): boolean {
  let [sumA, sumB, most] = [0, 0, 0];
  for (let i = 0; i < BINS; i++) {
    sumA += a[i] as number;
    sumB += b[i] as number;
    most = Math.max(most, Math.abs(sumA - sumB));
  }
  const apart = a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] as number)), 0) / 2;
  return apart > ANOTHER_SHOT && most > ANOTHER_SHOT / 3;
}
