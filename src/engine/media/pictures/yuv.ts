import { planes, type Picture } from '../../picture/picture';

/** How luma and chroma are coded; the names of WebCodecs. */
export type YuvCoding = { readonly matrix: string | null; readonly fullRange: boolean };

/** Weights of red and blue in luma (ITU-T H.273). */
function lumaWeights(matrix: string | null): readonly [number, number] {
  if (matrix === 'smpte170m' || matrix === 'bt470bg') return [0.299, 0.114];
  if (matrix === 'bt2020-ncl') return [0.2627, 0.0593];
  return [0.2126, 0.0722];
}

/**
 * Interleaved chroma as two planes. `nv12` holds luma, then U and V in turns, tightly packed; `into` has the
 * same size and gets the I420 layout.
 */
export function splitNv12(nv12: Uint8Array, into: Picture): void {
  const [y, u, v] = planes(into);
  y.data.set(nv12.subarray(0, y.data.length));
  const chroma = nv12.subarray(y.data.length);
  for (let i = 0, n = u.data.length; i < n; i++) {
    u.data[i] = chroma[2 * i]!;
    v.data[i] = chroma[2 * i + 1]!;
  }
}

/** Planar YUV that is not I420: bits a sample (over 8: two bytes, low first), and how far chroma is thinned out. */
export type PlanarFormat = {
  readonly bits: number;
  readonly halfWidth: boolean;
  readonly halfHeight: boolean;
};

export const I420: PlanarFormat = { bits: 8, halfWidth: true, halfHeight: true };

/** The planar formats of WebCodecs that decoders give for 10-bit, 12-bit, 4:2:2 and 4:4:4 video. */
export const PLANAR_FORMATS: Readonly<Record<string, PlanarFormat>> = {
  I420P10: { bits: 10, halfWidth: true, halfHeight: true },
  I420P12: { bits: 12, halfWidth: true, halfHeight: true },
  I422: { bits: 8, halfWidth: true, halfHeight: false },
  I422P10: { bits: 10, halfWidth: true, halfHeight: false },
  I422P12: { bits: 12, halfWidth: true, halfHeight: false },
  I444: { bits: 8, halfWidth: false, halfHeight: false },
  I444P10: { bits: 10, halfWidth: false, halfHeight: false },
  I444P12: { bits: 12, halfWidth: false, halfHeight: false },
};

/** The samples of planar YUV, tightly packed. */
export function samplesOf(
  packed: Uint8Array<ArrayBufferLike>,
  { bits }: PlanarFormat,
): Uint8Array | Uint16Array {
  return bits > 8 ? new Uint16Array(packed.buffer, packed.byteOffset, packed.length >> 1) : packed;
}

/**
 * Planar YUV, tightly packed, as I420: rounded to 8 bits, chroma averaged where there is more of it. The values
 * stay YUV all the way, so nothing is clipped to what RGB can show.
 */
export function planarToPicture(packed: Uint8Array<ArrayBuffer>, format: PlanarFormat, into: Picture): void {
  const samples = samplesOf(packed, format);
  const scale = 2 ** (8 - format.bits);
  const [y, u, v] = planes(into);
  for (let i = 0; i < y.data.length; i++) y.data[i] = Math.min(255, samples[i]! * scale + 0.5);
  const width = format.halfWidth ? u.width : into.width;
  const height = format.halfHeight ? u.height : into.height;
  const chroma = samples.subarray(y.data.length);
  thinOut(chroma, { width, height, scale }, u);
  thinOut(chroma.subarray(width * height), { width, height, scale }, v);
}

type Chroma = { readonly width: number; readonly height: number; readonly scale: number };

type Thinned = { readonly width: number; readonly height: number; readonly data: Uint8Array | Float32Array };

/** Means of the samples that each of the plane's samples stands for, in 8-bit steps; rounded where the plane has bytes. */
export function thinOut(
  from: Uint8Array | Uint16Array,
  { width, height, scale }: Chroma,
  into: Thinned,
): void {
  const across = width > into.width ? 2 : 1;
  const down = height > into.height ? 2 : 1;
  const rounding = into.data instanceof Uint8Array ? 0.5 : 0;
  for (let row = 0; row < into.height; row++) {
    const top = row * down * width;
    const bottom = Math.min(row * down + down - 1, height - 1) * width;
    for (let column = 0; column < into.width; column++) {
      const left = column * across;
      const right = Math.min(left + across - 1, width - 1);
      const sum = from[top + left]! + from[top + right]! + from[bottom + left]! + from[bottom + right]!;
      into.data[row * into.width + column] = Math.min(255, (sum / 4) * scale + rounding);
    }
  }
}

/**
 * RGBA (8 bits, rows top to bottom, `width * height * 4` bytes) as I420. Chroma is the mean of each 2×2 block,
 * which puts it at the block's centre; the last column and row of an odd size stand for themselves.
 */
export function rgbaToPicture(rgba: Uint8Array, coding: YuvCoding, into: Picture): void {
  const { width, height } = into;
  const [y, u, v] = planes(into);
  const [kr, kb] = lumaWeights(coding.matrix);
  const [floor, lumaSpan, chromaSpan] = coding.fullRange ? [0, 255, 255] : [16, 219, 224];
  const lumaGain = lumaSpan / 255;
  const uGain = chromaSpan / 255 / (2 * (1 - kb));
  const vGain = chromaSpan / 255 / (2 * (1 - kr));
  for (let top = 0; top < height; top += 2) {
    for (let left = 0; left < width; left += 2) {
      let [red, green, blue, count] = [0, 0, 0, 0];
      for (let row = top; row < Math.min(top + 2, height); row++) {
        for (let column = left; column < Math.min(left + 2, width); column++) {
          const at = (row * width + column) * 4;
          const [r, g, b] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!];
          y.data[row * width + column] = floor + lumaGain * (kr * r + (1 - kr - kb) * g + kb * b) + 0.5;
          red += r;
          green += g;
          blue += b;
          count++;
        }
      }
      const luma = (kr * red + (1 - kr - kb) * green + kb * blue) / count;
      const at = (top >> 1) * u.width + (left >> 1);
      u.data[at] = Math.min(255, Math.max(0, Math.round(128 + uGain * (blue / count - luma))));
      v.data[at] = Math.min(255, Math.max(0, Math.round(128 + vGain * (red / count - luma))));
    }
  }
}
