import { describe, expect, test } from 'vitest';
import { colorNumbers } from './color';
import { cutFace, turnFace } from './cut-face';
import golden from './golden-paint.json';
import { pictureOf, worst } from '../testing';

const { width, height, cases } = golden.cuts;
/** With full range and no chroma, blue, green and red are the luma itself. */
const GREY = colorNumbers({ matrix: 'bt601', fullRange: true });
const grey = pictureOf(width, height, (plane, x, y) =>
  plane === 0 ? golden.cuts.pixels[y * width + x]! : 128,
);

describe('a cut face', () => {
  test.each(cases)(
    'of box $box at $size pixels is what OpenCV makes of it',
    ({ box, size, pixels, exact }) => {
      const [x1, y1, x2, y2] = box as [number, number, number, number];
      const face = new Float32Array(3 * size * size);
      cutFace(grey, { x1, y1, x2, y2 }, size, GREY, face);
      for (let channel = 0; channel < 3; channel++) {
        const plane = face.subarray(channel * size * size, (channel + 1) * size * size);
        // Bytes are one off where its fixed point of 11 bits rounds otherwise; its floats are exact.
        expect(worst(plane, pixels)).toBeLessThanOrEqual(1);
        expect(worst(plane, exact)).toBeLessThan(0.51);
      }
    },
  );

  test('takes colour samples from between the luma pixels they stand for', () => {
    // U grows with x, one step a luma pixel; V with y. Sample k of a chroma row stands at 2 k + 0.5.
    const ramp = pictureOf(64, 64, (plane, x, y) =>
      plane === 0 ? 100 : plane === 1 ? 65 + 2 * x : 65 + 2 * y,
    );
    const face = new Float32Array(3 * 16 * 16);
    cutFace(ramp, { x1: 16, y1: 16, x2: 48, y2: 48 }, 16, GREY, face);
    for (const [row, column] of [
      [3, 5],
      [11, 2],
    ] as const) {
      // Centre of the face's pixel in luma pixels, and U and V there.
      const [x, y] = [16 + 2 * column + 0.5, 16 + 2 * row + 0.5];
      const [u, v] = [65 + x - 0.5 - 128, 65 + y - 0.5 - 128];
      expect(face[row * 16 + column]).toBe(Math.round(Math.max(0, 100 + 1.772 * u)));
      expect(face[2 * 256 + row * 16 + column]).toBe(Math.round(Math.max(0, 100 + 1.402 * v)));
    }
  });

  test('repeats the edge of its box, not what lies beyond', () => {
    const split = pictureOf(32, 32, (plane, x) => (plane === 0 ? (x < 16 ? 50 : 200) : 128));
    const face = new Float32Array(3 * 64 * 64);
    cutFace(split, { x1: 4, y1: 4, x2: 16, y2: 16 }, 64, GREY, face);
    expect(face.every((value) => value === 50)).toBe(true);
  });

  test('may lie at the very edge of a picture of odd size', () => {
    const odd = pictureOf(33, 31, () => 128);
    const face = new Float32Array(3 * 16 * 16);
    cutFace(odd, { x1: 3.5, y1: 0, x2: 33, y2: 31 }, 16, GREY, face);
    expect(face.every((value) => value === 128)).toBe(true);
  });
});

describe('turning a face', () => {
  // 2 planes of 3 × 3, numbered.
  const upright = Float32Array.from({ length: 18 }, (_, i) => i);

  test.each([
    [90, [2, 5, 8, 1, 4, 7, 0, 3, 6]],
    [180, [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [270, [6, 3, 0, 7, 4, 1, 8, 5, 2]],
  ] as const)('by %i degrees is what a camera held so stores, and back', (rotation, expected) => {
    const coded = turnFace(upright, 3, rotation, false, new Float32Array(18));
    expect([...coded.subarray(0, 9)]).toEqual(expected);
    expect([...coded.subarray(9)]).toEqual(expected.map((value) => value + 9));
    expect(turnFace(coded, 3, rotation, true, new Float32Array(18))).toEqual(upright);
  });

  test('that stands upright gives it as it is', () => {
    expect(turnFace(upright, 3, 0, false, new Float32Array(18))).toBe(upright);
  });
});
