import { planes, type Picture } from '../../picture/picture';
import { PictureScaler } from './scale';

/** Size of a picture, and the shape of its pixels: width over height. */
export type PictureShape = { readonly width: number; readonly height: number; readonly pixelAspect: number };

type Place = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Shapes that differ by less were rounded. */
const SAME_SHAPE = 0.02;

/** Where a picture lies in one of another shape: as large as it fits in, in the middle. All figures are even. */
export function placeWithin(from: PictureShape, into: PictureShape): Place {
  const wide = (from.width * from.pixelAspect) / from.height;
  const room = (into.width * into.pixelAspect) / into.height;
  if (Math.abs(wide / room - 1) < SAME_SHAPE)
    return { left: 0, top: 0, width: into.width, height: into.height };
  const even = (length: number, most: number) => Math.min(most & ~1, 2 * Math.max(1, Math.round(length / 2)));
  const width = even(into.width * Math.min(1, wide / room), into.width);
  const height = even(into.height * Math.min(1, room / wide), into.height);
  const middle = (length: number) => 2 * Math.floor(length / 4);
  return { left: middle(into.width - width), top: middle(into.height - height), width, height };
}

/** Brings pictures of one shape to another: scaled, and black beside them where the shapes differ. */
export class PictureFitter {
  readonly #place: Place;
  readonly #scaler: PictureScaler;
  readonly #black: number;

  /** `black`: luma of the darkest value, 16 or, in full range, 0. */
  constructor(from: PictureShape, into: PictureShape, black: number) {
    this.#place = placeWithin(from, into);
    this.#scaler = new PictureScaler(from, this.#place);
    this.#black = black;
  }

  /** Fills all of `into`. */
  fit(picture: Picture, into: Picture): void {
    const { left, top } = this.#place;
    const scaled = planes(this.#scaler.scale(picture));
    planes(into).forEach((plane, index) => {
      const from = scaled[index] as (typeof scaled)[number];
      const half = index === 0 ? 1 : 2;
      if (from.data.length < plane.data.length) plane.data.fill(index === 0 ? this.#black : 128);
      for (let row = 0; row < from.height; row++) {
        const at = (row + top / half) * plane.width + left / half;
        plane.data.set(from.data.subarray(row * from.width, (row + 1) * from.width), at);
      }
    });
  }
}
