import { polygonDistance } from '../../src/engine/picture/feather';
import { median } from './agreement';
import type { MouthCrop } from './mouth-crop';

/** Lips in a crop's pixels: outer contour, then inner, [40, 2]. */
export type CropLips = Float32Array;

/** Teeth are less red than this person's lips by so many levels, and no darker than so much of their luma. */
const LESS_RED = 7;
const AS_BRIGHT = 0.9;
/** Half of the outer contour's points. */
const OUTER = 20;
/** What lies within the outer lip by this share of its height is looked at: its edge is skin as often as not. */
const WITHIN = 0.22;

type Colour = { readonly luma: number; readonly red: number };

/** The usual colour of a person's lips: the median over frames of the mean between outer and inner contour. */
export function lipColour(crops: readonly MouthCrop[], lips: readonly CropLips[]): Colour {
  const means = crops.flatMap((crop, i) => {
    const contours = lips[i] as CropLips;
    const [outer, inner] = [contours.subarray(0, 2 * OUTER), contours.subarray(2 * OUTER)];
    let [luma, red, count] = [0, 0, 0];
    forEachPixel(crop, (x, y, at) => {
      if (polygonDistance(outer, x, y) > -1 || polygonDistance(inner, x, y) < 1) return;
      luma += crop.luma[at] as number;
      red += crop.red[at] as number;
      count++;
    });
    return count > 0 ? [{ luma: luma / count, red: red / count }] : [];
  });
  return { luma: median(means.map(({ luma }) => luma)), red: median(means.map(({ red }) => red)) };
}

/** Area of the teeth that can be seen between the lips, pixels of the crop. */
export function teethArea(crop: MouthCrop, lips: CropLips, colour: Colour): number {
  const outer = lips.subarray(0, 2 * OUTER);
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = 1; i < outer.length; i += 2) {
    top = Math.min(top, outer[i] as number);
    bottom = Math.max(bottom, outer[i] as number);
  }
  let area = 0;
  forEachPixel(crop, (x, y, at) => {
    if (polygonDistance(outer, x, y) > -WITHIN * (bottom - top)) return;
    if ((crop.luma[at] as number) < AS_BRIGHT * colour.luma) return;
    if ((crop.red[at] as number) < colour.red - LESS_RED) area++;
  });
  return area;
}

function forEachPixel({ width, height }: MouthCrop, use: (x: number, y: number, at: number) => void): void {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) use(x, y, y * width + x);
}

/** Teeth of this area (square eye distances) are seen; of this at most, nobody would speak of teeth. */
const SHOWN = 0.0033;
const HIDDEN = 0.0011;

/** Share of frames in which one mouth shows teeth and the other none; areas in square eye distances. */
export function teethShare(made: readonly number[], truth: readonly number[]): number {
  const count = Math.min(made.length, truth.length);
  let wrong = 0;
  for (let i = 0; i < count; i++) if ((made[i] as number) >= SHOWN && (truth[i] as number) <= HIDDEN) wrong++;
  return wrong / Math.max(1, count);
}
