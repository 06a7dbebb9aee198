import { polygonDistance } from '../../src/engine/picture/feather';
import { boxAround, convexHull, eyeDistance, lipOutline, rowSpans, type Box, type Points } from './region';

/** A luma plane, `width * height` bytes. */
export type Luma = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** The mouth is the outer lip grown by this many eye distances; what lies beyond it to `RING` is the blend ring. */
const MOUTH = 0.16;
const RING = 0.3;
const AROUND = 0.55;

/** Pixels of a face in three regions: the mouth, the ring around it where footage is blended, the ring's surroundings. */
export type MouthRegions = {
  readonly box: Box;
  readonly mouth: Int32Array;
  readonly ring: Int32Array;
  readonly around: Int32Array;
  readonly centre: readonly [number, number];
};

/** Sorts the pixels around a mouth into its regions, as indices into a picture of this size. */
export function mouthRegions(points: Points, width: number, height: number): MouthRegions {
  const outline = lipOutline(points);
  const unit = eyeDistance(points);
  const box = boxAround(outline, AROUND * unit, width, height);
  const regions: { mouth: number[]; ring: number[]; around: number[] } = { mouth: [], ring: [], around: [] };
  for (let y = box.top; y <= box.bottom; y++) {
    for (let x = box.left; x <= box.right; x++) {
      const distance = polygonDistance(outline, x, y) / unit;
      if (distance > AROUND) continue;
      const region = distance <= MOUTH ? regions.mouth : distance <= RING ? regions.ring : regions.around;
      region.push(y * width + x);
    }
  }
  const [sumX, sumY] = outline.reduce<[number, number]>(
    ([x, y], value, i) => (i % 2 === 0 ? [x + value, y] : [x, y + value]),
    [0, 0],
  );
  const count = outline.length / 2;
  return {
    box,
    mouth: Int32Array.from(regions.mouth),
    ring: Int32Array.from(regions.ring),
    around: Int32Array.from(regions.around),
    centre: [sumX / count, sumY / count],
  };
}

/** Mean squared length of the gradient over `pixels`: how much detail there is. */
export function gradientEnergy({ data, width }: Luma, pixels: Int32Array): number {
  let sum = 0;
  for (const p of pixels) {
    const dx = ((data[p + 1] as number) - (data[p - 1] as number)) / 2;
    const dy = ((data[p + width] as number) - (data[p - width] as number)) / 2;
    sum += dx * dx + dy * dy;
  }
  return sum / pixels.length;
}

/** Mean size of the gradient towards `centre` over `pixels`: a seam around the mouth shows in it. */
export function radialGradient(
  { data, width }: Luma,
  pixels: Int32Array,
  [cx, cy]: readonly [number, number],
): number {
  let sum = 0;
  for (const p of pixels) {
    const x = (p % width) - cx;
    const y = Math.floor(p / width) - cy;
    const dx = ((data[p + 1] as number) - (data[p - 1] as number)) / 2;
    const dy = ((data[p + width] as number) - (data[p - width] as number)) / 2;
    sum += Math.abs(dx * x + dy * y) / (Math.hypot(x, y) || 1);
  }
  return sum / pixels.length;
}

/** Mean size of the second difference over time of three pictures in a row: flicker shows in it, steady motion does not. */
export function flicker(before: Luma, now: Luma, after: Luma, pixels: Int32Array): number {
  let sum = 0;
  for (const p of pixels)
    sum += Math.abs((before.data[p] as number) - 2 * (now.data[p] as number) + (after.data[p] as number));
  return sum / pixels.length;
}

/** Mean squared difference of two pictures, luma levels squared, where `covered` rows spans leave them in sight. */
export function squaredError(a: Luma, b: Luma, covered?: Int32Array): number {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('pictures of two sizes');
  let [sum, count] = [0, 0];
  for (let y = 0; y < a.height; y++) {
    const first = covered ? (covered[2 * y] as number) : 1;
    const last = covered ? (covered[2 * y + 1] as number) : 0;
    for (let x = 0; x < a.width; x++) {
      if (x >= first && x <= last) continue;
      const difference = (a.data[y * a.width + x] as number) - (b.data[y * a.width + x] as number);
      sum += difference * difference;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Peak signal-to-noise ratio, decibels, of a mean squared error; capped at 99 for equal pictures. */
export function psnr(meanSquaredError: number): number {
  return meanSquaredError === 0 ? 99 : Math.min(99, 10 * Math.log10(255 ** 2 / meanSquaredError));
}

/** Row spans of everything that the face covers in one or the other of two frames. */
export function faceCover(height: number, ...frames: readonly Points[]): Int32Array {
  const all = new Float32Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const points of frames) {
    all.set(points, at);
    at += points.length;
  }
  return rowSpans(convexHull(all), height);
}
