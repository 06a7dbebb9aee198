import { planes, type Picture } from '../../picture/picture';
import type { Rect } from './placing';

/** Something grey and partly see-through that is laid over a part of pictures. */
export type Stamp = Rect & {
  /** What luma turns into, and how far (0 not at all … 255), `width * height` each. */
  readonly luma: Uint8Array;
  readonly lumaShare: Uint8Array;
  /** How far the colour goes; `ceil(width / 2) * ceil(height / 2)`. */
  readonly chromaShare: Uint8Array;
};

/** Chroma of grey, in every matrix and range. */
const GREY = 128;

/** A stamp of an RGBA drawing in greys (8 bits, not premultiplied); `rect` begins at even pixels. */
export function createStamp(rect: Rect, rgba: Uint8ClampedArray, fullRange: boolean): Stamp {
  const { width, height } = rect;
  const [floor, span] = fullRange ? [0, 255] : [16, 219];
  const luma = new Uint8Array(width * height);
  const lumaShare = new Uint8Array(width * height);
  const halfWidth = Math.ceil(width / 2);
  const sums = new Float32Array(halfWidth * Math.ceil(height / 2));
  const counts = new Uint8Array(sums.length);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = Math.round(floor + (span * rgba[4 * i]!) / 255);
    const share = (lumaShare[i] = rgba[4 * i + 3]!);
    const block = (Math.floor(i / width) >> 1) * halfWidth + ((i % width) >> 1);
    sums[block]! += share;
    counts[block]!++;
  }
  const chromaShare = Uint8Array.from(sums, (sum, i) => Math.round(sum / counts[i]!));
  return { ...rect, luma, lumaShare, chromaShare };
}

/** Lays the stamp over a picture, in place. */
export function stampPicture(picture: Picture, stamp: Stamp): void {
  const { left, top, width, height, luma, lumaShare, chromaShare } = stamp;
  const [y, u, v] = planes(picture);
  for (let row = 0; row < height; row++) {
    const at = (top + row) * y.width + left;
    for (let x = 0; x < width; x++) {
      const i = row * width + x;
      y.data[at + x] = mixed(y.data[at + x]!, luma[i]!, lumaShare[i]!);
    }
  }
  const halfWidth = Math.ceil(width / 2);
  for (let row = 0; row < Math.ceil(height / 2); row++) {
    const at = (top / 2 + row) * u.width + left / 2;
    for (let x = 0; x < halfWidth; x++) {
      const share = chromaShare[row * halfWidth + x]!;
      u.data[at + x] = mixed(u.data[at + x]!, GREY, share);
      v.data[at + x] = mixed(v.data[at + x]!, GREY, share);
    }
  }
}

const mixed = (under: number, over: number, share: number) =>
  Math.round(under + ((over - under) * share) / 255);
