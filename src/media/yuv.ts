import { planes, type Picture } from '../dub/picture';

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
