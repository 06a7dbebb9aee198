import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../painters/wav2lip/testing';
import { isKey, layOnWhite } from './alpha';

describe('a transparent picture on white', () => {
  const over = (opacity: (x: number) => number) => {
    const picture = pictureOf(8, 4, (plane) => [60, 200, 90][plane]!);
    layOnWhite(
      picture,
      pictureOf(8, 4, (plane, x) => (plane === 0 ? opacity(x) : 0)),
      235,
    );
    return [0, 32, 40].map((from) => [...picture.data.subarray(from, from + (from === 0 ? 8 : 4))]);
  };

  it('is itself where it is opaque, white where it is not, and in between at edges', () => {
    expect(over((x) => (x < 2 ? 255 : x < 4 ? 0 : x < 6 ? 128 : x === 6 ? 255 : 0))).toEqual([
      [60, 60, 235, 235, 147, 147, 60, 235],
      [200, 128, 164, 164],
      [90, 128, 109, 109],
    ]);
  });
});

describe('a frame at which decoding can start', () => {
  it.each([
    ['vp8', 0x30, true],
    ['vp8', 0x31, false],
    ['vp9', 0x82, true],
    ['vp9', 0x86, false],
    ['vp9', 0x88, false],
    ['vp9', 0xb1, true],
    ['vp9', 0xb3, false],
  ] as const)('of %s, %i: %s', (codec, first, key) => {
    expect(isKey(Uint8Array.of(first), codec)).toBe(key);
  });
});
