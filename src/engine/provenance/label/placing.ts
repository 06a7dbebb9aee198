import type { Rotation } from '../../core/media-info';
import type { LabelPlace } from './label';

export type Size = { readonly width: number; readonly height: number };
export type Rect = Size & { readonly left: number; readonly top: number };

/** How a picture lies in the file. */
export type Coded = Size & {
  /** Clockwise turn that makes it upright. */
  readonly rotation: Rotation;
  /** Width of a pixel over its height, before the turn. */
  readonly pixelAspect: number;
};

/** x' = a·x + c·y + e, y' = b·x + d·y + f, as canvas and CSS have it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** True of parts that cover some of the same pixels. */
export const meet = (a: Rect, b: Rect): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

/** Distance of the label from the picture's edges, as a part of its shortest side. */
const MARGIN = 0.03;

/** The picture as it is shown: upright, of square pixels as high as the coded ones. */
export function uprightSize({ width, height, rotation, pixelAspect }: Coded): Size {
  const shown = { width: width * pixelAspect, height };
  return rotation % 180 === 0 ? shown : { width: shown.height, height: shown.width };
}

/** From the upright picture's square pixels to the coded one's own. */
export function uprightToCoded({ width, height, rotation, pixelAspect }: Coded): Matrix {
  const across = 1 / pixelAspect;
  switch (rotation) {
    case 0:
      return [across, 0, 0, 1, 0, 0];
    case 90:
      return [0, -1, across, 0, 0, height];
    case 180:
      return [-across, 0, 0, -1, width, height];
    case 270:
      return [0, 1, -across, 0, width, 0];
  }
}

/** Where something of this size stands in an upright picture. */
export function placed(place: LabelPlace, { width, height }: Size, picture: Size): Rect {
  const margin = MARGIN * Math.min(picture.width, picture.height);
  const [vertical, horizontal] = place.split('-');
  const free = picture.width - width;
  const left = horizontal === 'left' ? margin : horizontal === 'right' ? free - margin : free / 2;
  const top = vertical === 'top' ? margin : picture.height - height - margin;
  return { left: Math.max(0, left), top: Math.max(0, top), width, height };
}

/**
 * The coded pixels that a part of the upright picture covers, grown to whole blocks of 2 × 2, which share their colour,
 * and cut at the picture's edges.
 */
export function codedRect({ left, top, width, height }: Rect, coded: Coded): Rect {
  const [a, b, c, d, e, f] = uprightToCoded(coded);
  const xs = [left, left + width].flatMap((x) => [top, top + height].map((y) => a * x + c * y + e));
  const ys = [left, left + width].flatMap((x) => [top, top + height].map((y) => b * x + d * y + f));
  const [x0, x1] = blocks(xs, coded.width);
  const [y0, y1] = blocks(ys, coded.height);
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

function blocks(ends: readonly number[], length: number): [number, number] {
  const from = Math.max(0, 2 * Math.floor(Math.min(...ends) / 2));
  return [from, Math.min(length, 2 * Math.ceil(Math.max(...ends) / 2))];
}
