import type { OutputSettings, OutputSize, Quality } from './dub-plan';

type Size = { readonly width: number; readonly height: number };

/** Most pixels of the short side, whichever way up the picture is. */
const SHORT_SIDE: Record<OutputSize, number> = { source: Infinity, '1080p': 1080, '720p': 720 };

/** Size of the finished pictures made from pictures of `width` × `height`: the same shape, never larger. */
export function outputSize({ width, height }: Size, size: OutputSize): Size {
  const factor = SHORT_SIDE[size] / Math.min(width, height);
  if (factor >= 1) return { width, height };
  const even = (length: number) => 2 * Math.max(1, Math.round((length * factor) / 2));
  return { width: even(width), height: even(height) };
}

/**
 * Bits for each pixel of each frame that keep the source's detail through a real-time encoder: 1.3 times what a frugal
 * source spends leaves as little as 34.6 dB where nothing was painted (CONTRIBUTING, Measures).
 */
const BITS_A_PIXEL = 0.3;
/** Above this nothing more can be seen, whatever the source spent (intra-only files, near-lossless conversions). */
const MOST_BITS_A_PIXEL = 0.6;
/** For a file to send: a third of what keeps all detail. */
const FEW_BITS_A_PIXEL = 0.1;
/** A second encoding needs more than the first to keep what the first kept. */
const OVER_SOURCE = 1.3;

/** A video as far as its bits go. */
export type Spending = Size & {
  readonly fps: number;
  /** Bits a second; 0 where that is not known. */
  readonly bitrate: number;
};

/** Bits a second for a result of this size made from `source`. */
export function chooseBitrate(source: Spending, { width, height }: Size, quality: Quality): number {
  const pixels = width * height * source.fps;
  const wanted: Record<Quality, number> = {
    small: FEW_BITS_A_PIXEL * pixels,
    source: Math.max(
      OVER_SOURCE * source.bitrate * shareOf(source, { width, height }),
      BITS_A_PIXEL * pixels,
    ),
    high: MOST_BITS_A_PIXEL * pixels,
  };
  return Math.round(Math.min(wanted[quality], MOST_BITS_A_PIXEL * pixels));
}

const shareOf = (source: Size, { width, height }: Size) => (width * height) / (source.width * source.height);

/** Size and bits a second of what is made from `source`. */
export function outputShape(
  source: Spending,
  { quality, size }: Pick<OutputSettings, 'quality' | 'size'>,
): Size & { bitrate: number } {
  const small = outputSize(source, size);
  return { ...small, bitrate: chooseBitrate(source, small, quality) };
}
