import type { Luma } from '../e2e/label-pixels';
import { SIZE } from '../fixtures/make';

/** Where a drawn mouth is, as shares of the drawn picture's edge; it sways by a little. */
const MOUTH = { left: 0.44, right: 0.56, top: 0.58, bottom: 0.74 };
/** What is darker than this, luma, is the inside of a mouth. */
const DARK = 60;

/**
 * How much of a drawn mouth is open: the share of what is dark there. `left`: where the person's picture begins in this
 * one; `scale`: of all of this picture about its middle.
 */
export function mouthOpening({ width, height, data }: Luma, left = 0, scale = 1): number {
  let [dark, all] = [0, 0];
  const place = (at: number, middle: number) => Math.round(middle + scale * (at - middle));
  for (let y = Math.round(MOUTH.top * SIZE); y < MOUTH.bottom * SIZE; y++)
    for (let x = Math.round(MOUTH.left * SIZE); x < MOUTH.right * SIZE; x++) {
      all++;
      const pixel = place(y, height / 2) * width + place(left + x, width / 2);
      if ((data[pixel] as number) < DARK) dark++;
    }
  return dark / all;
}
