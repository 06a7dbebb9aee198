import { ffmpeg } from '../../scripts/ffmpeg';
import { quantile } from '../../src/engine/math/statistics';
import type { Lips } from '../measure/lips';
import type { MouthCrop } from '../measure/mouth-crop';

/** Consecutive frames of a strip, and how much its pixels are enlarged. */
const FRAMES = 10;
const ENLARGED = 2;
/** Rows of black between two strips. */
const GAP = 6;

/**
 * A contact sheet: strips of ten consecutive frames, the true mouths above, those of the finished video below. Strips
 * lie around the moments where the true mouth is narrowest, widest, most open and closed, and where it moves fastest.
 * Written as PNG to `path`.
 */
export function drawStrips(
  truth: readonly MouthCrop[],
  made: readonly MouthCrop[],
  lips: Lips,
  path: string,
) {
  const count = Math.min(truth.length, made.length);
  const first = truth[0];
  if (!first || count < FRAMES) throw new RangeError(`${count} frames are too few for a strip`);
  const rows = moments(lips, count).flatMap((start) => [
    { crops: truth.slice(start, start + FRAMES), gap: 0 },
    { crops: made.slice(start, start + FRAMES), gap: GAP },
  ]);
  const width = FRAMES * first.width;
  const height = rows.reduce((sum, { gap }) => sum + first.height + gap, 0);
  const planes = (['luma', 'blue', 'red'] as const).map((plane) => {
    const sheet = new Uint8Array(width * height).fill(plane === 'luma' ? 16 : 128);
    let top = 0;
    for (const { crops, gap } of rows) {
      crops.forEach((crop, i) => put(crop, crop[plane], sheet, width, i * first.width, top));
      top += first.height + gap;
    }
    return sheet;
  });
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv444p', '-s', `${width}x${height}`, '-i', '-'];
  const view = `scale=${ENLARGED * width}:${ENLARGED * height}:flags=lanczos`;
  ffmpeg([...raw, '-vf', view, '-frames:v', '1', '-pix_fmt', 'rgb24', path], Buffer.concat(planes));
}

function put(
  { width, height }: MouthCrop,
  from: Float32Array,
  sheet: Uint8Array,
  stride: number,
  left: number,
  top: number,
): void {
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      sheet[(top + row) * stride + left + column] = Math.round(from[row * width + column] as number);
}

/** First frames of the strips, ascending. */
function moments({ openings, widths }: Lips, count: number): number[] {
  const score = (of: (i: number) => number) => {
    let best = 0;
    for (let i = 1; i < count; i++) if (of(i) > of(best)) best = i;
    return Math.min(Math.max(0, best - FRAMES / 2), count - FRAMES);
  };
  const at = (values: Float32Array, i: number) => values[Math.min(Math.max(i, 0), count - 1)] as number;
  const closedBelow = quantile([...openings.subarray(0, count)], 0.1);
  const starts = [
    score((i) => -at(widths, i)),
    score((i) => at(widths, i)),
    score((i) => at(openings, i)),
    // A closure with an open mouth on either side of it.
    score((i) => (at(openings, i) <= closedBelow ? at(openings, i - 4) + at(openings, i + 4) : -1)),
    score((i) => Math.abs(at(openings, i + 2) - at(openings, i - 2))),
  ];
  const apart = starts.filter((start, i) => starts.findIndex((other) => Math.abs(other - start) < 4) === i);
  return apart.sort((a, b) => a - b);
}
