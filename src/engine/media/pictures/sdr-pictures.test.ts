import { describe, expect, it } from 'vitest';
import { createPicture, planes } from '../../picture/picture';
import { SdrPictures } from './sdr-pictures';
import { toneMap } from './tone-map';
import { PLANAR_FORMATS } from './yuv';

/** A picture of one colour: R'G'B' of BT.2020 (0…1) in 10 bits, limited range, and what comes of it as 8-bit Y, U, V. */
function convert([r, g, b]: readonly [number, number, number], format: string, width = 4, height = 4) {
  const planar = PLANAR_FORMATS[format]!;
  const luma = 0.2627 * r + 0.678 * g + 0.0593 * b;
  const chroma =
    Math.ceil(planar.halfWidth ? width / 2 : width) * Math.ceil(planar.halfHeight ? height / 2 : height);
  const samples = new Uint16Array(width * height + 2 * chroma);
  samples.fill(Math.round(64 + 876 * luma), 0, width * height);
  samples.fill(Math.round(512 + (896 * (b - luma)) / 1.8814), width * height, width * height + chroma);
  samples.fill(Math.round(512 + (896 * (r - luma)) / 1.4746), width * height + chroma);
  const into = createPicture(width, height);
  new SdrPictures({ transfer: 'pq', fullRange: false }).convert(samples, planar, into);
  return planes(into).map(({ data }) => [...new Set(data)]);
}

/** The same colour worked out without a table. */
function expected(rgb: readonly [number, number, number]): number[] {
  const [r, g, b] = toneMap([...rgb], 'pq');
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748];
}

const COLORS = [
  [0, 0, 0],
  [0.58, 0.58, 0.58],
  [0.45, 0.33, 0.28],
  [0.5, 0.42, 0.4],
  [0.3, 0.45, 0.32],
  [0.25, 0.3, 0.5],
  [0.72, 0.7, 0.66],
] as const;

describe('SdrPictures', () => {
  it.each(COLORS)('comes within 2 steps of the exact way (%d, %d, %d)', (...rgb) => {
    for (const [plane, values] of convert(rgb, 'I420P10').entries()) {
      expect(values).toHaveLength(1);
      expect(Math.abs(values[0]! - expected(rgb)[plane]!)).toBeLessThanOrEqual(2);
    }
  });
  it('takes any chroma, and odd sizes', () => {
    const plain = convert([0.5, 0.42, 0.4], 'I420P10');
    expect(convert([0.5, 0.42, 0.4], 'I444P10')).toEqual(plain);
    expect(convert([0.5, 0.42, 0.4], 'I422P10', 5, 3)).toEqual(plain);
  });
});
