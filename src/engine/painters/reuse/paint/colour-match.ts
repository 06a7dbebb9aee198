import type { Plane } from '../../../picture/picture';
import type { Shade } from './mouth-shade';
import { eliminate } from '../../../math/thin-plate';

/** Colours are matched where the borrowed skin shows this much: in its own place and already well outside the lips. */
const MATCH_FROM = 0.05;
const MATCH_TO = 0.6;
/** Fewer samples than this say nothing. */
const FEWEST = 12;

/** What to add to a sample at a column and row of a rectangle: level + perColumn · column + perRow · row. */
export type ColourPlane = { readonly level: number; readonly perColumn: number; readonly perRow: number };

const NO_DIFFERENCE: ColourPlane = { level: 0, perColumn: 0, perRow: 0 };

/**
 * The plane that fits the difference between a picture and what is borrowed for it best on the ring (least squares):
 * the light may have changed with the head's pose, also from one side of the mouth to the other. `texture`: what is
 * borrowed for the samples of `shade`, NaN where nothing is; the first of them lies in the picture's plane at `first`.
 */
export function colourDifference(
  texture: Float32Array,
  { share, width, height, spans }: Shade,
  { data, width: stride }: Plane,
  first: number,
): ColourPlane {
  // Sums of the normal equations, [3, 4], for the unknowns (level, across, down).
  let n = 0;
  let sx = 0;
  let sy = 0;
  let sxx = 0;
  let sxy = 0;
  let syy = 0;
  let sv = 0;
  let sxv = 0;
  let syv = 0;
  for (let row = 0; row < height; row++) {
    const y = row / height - 0.5;
    const line = row * width;
    const there = first + row * stride;
    const end = spans[2 * row + 1] as number;
    let rowN = 0;
    let rowX = 0;
    let rowXX = 0;
    let rowV = 0;
    let rowXV = 0;
    for (let column = spans[2 * row] as number; column < end; column++) {
      const shown = share[line + column] as number;
      if (shown < MATCH_FROM || shown > MATCH_TO) continue;
      const borrowed = texture[line + column] as number;
      if (Number.isNaN(borrowed)) continue;
      const x = column / width - 0.5;
      const value = (data[there + column] as number) - borrowed;
      rowN++;
      rowX += x;
      rowXX += x * x;
      rowV += value;
      rowXV += x * value;
    }
    n += rowN;
    sx += rowX;
    sy += rowN * y;
    sxx += rowXX;
    sxy += rowX * y;
    syy += rowN * y * y;
    sv += rowV;
    sxv += rowXV;
    syv += rowV * y;
  }
  if (n < FEWEST) return NO_DIFFERENCE;
  const ridge = 1e-3 * n;
  const system = Float64Array.of(n + ridge, sx, sy, sv, sx, sxx + ridge, sxy, sxv, sy, sxy, syy + ridge, syv);
  eliminate(system, 3, 1);
  const [middle, across, down] = [system[3], system[7], system[11]] as [number, number, number];
  return { level: middle - (across + down) / 2, perColumn: across / width, perRow: down / height };
}
