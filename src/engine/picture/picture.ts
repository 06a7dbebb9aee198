/**
 * A planar YUV 4:2:0 picture, 8 bits a sample, in one tightly packed buffer (the layout WebCodecs calls
 * I420): `width * height` luma bytes, then the U plane, then the V plane, each
 * `ceil(width / 2) * ceil(height / 2)` bytes, rows top to bottom.
 *
 * Koubo paints in YUV: what is not touched keeps the decoder's own values, and no frame is converted to RGB
 * and back.
 */
export type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Bytes of a picture of this size. */
export function pictureBytes(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** A picture of this size, black-green until something is copied in. */
export function createPicture(width: number, height: number): Picture {
  return { width, height, data: new Uint8Array(pictureBytes(width, height)) };
}

export type Plane = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** The three planes of a picture as views on its buffer: Y at full size, U and V at half. */
export function planes({ width, height, data }: Picture): readonly [Plane, Plane, Plane] {
  const w = Math.ceil(width / 2);
  const h = Math.ceil(height / 2);
  const luma = width * height;
  return [
    { data: data.subarray(0, luma), width, height },
    { data: data.subarray(luma, luma + w * h), width: w, height: h },
    { data: data.subarray(luma + w * h, luma + 2 * w * h), width: w, height: h },
  ];
}
