import { describe, expect, test } from 'vitest';
import { planes } from '../../../picture/picture';
import golden from './golden-paint.json';
import { wholeRegion, type MouthRegion } from './mouth-region';
import { pasteFace } from './paste-face';
import { pictureOf } from '../testing';

const { face: numbers, size, linear, cubic, chroma } = golden.enlarged;
const [x1, y1, x2, y2] = golden.enlarged.box as [number, number, number, number];
const BOX = { x1, y1, x2, y2 };
const [WIDTH, HEIGHT] = [64, 60];
const plane = Float32Array.from(numbers);
const FACE = { size, planes: [plane, plane, plane] as const };

const toByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
const blank = () => pictureOf(WIDTH, HEIGHT, () => 7);

describe('a pasted face', () => {
  test.each([
    ['linear', linear],
    ['cubic', cubic],
  ] as const)('is enlarged as OpenCV does it: %s', (enlarge, expected) => {
    const picture = blank();
    pasteFace(picture, BOX, FACE, wholeRegion(BOX, picture), enlarge, false);
    const [luma] = planes(picture);
    let differing = 0;
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const inside = x >= x1 && x < x2 && y >= y1 && y < y2;
        const wanted = inside ? toByte(expected[(y - y1) * (x2 - x1) + x - x1]!) : 7;
        const own = luma.data[y * WIDTH + x]!;
        expect(Math.abs(own - wanted)).toBeLessThanOrEqual(inside ? 1 : 0);
        if (own !== wanted) differing++;
      }
    }
    // Rounding at the half; OpenCV's weights have 11 bits or so.
    expect(differing).toBeLessThan(0.02 * expected.length);
  });

  test('has its colours at the places of the colour samples', () => {
    const picture = blank();
    pasteFace(picture, BOX, FACE, wholeRegion(BOX, picture), 'linear', false);
    for (const { data, width } of planes(picture).slice(1)) {
      // The last row of samples is half outside of the box.
      for (let y = 0; y < 15; y++) {
        for (let x = 0; x < 20; x++) {
          const own = data[(y1 / 2 + y) * width + x1 / 2 + x]!;
          expect(Math.abs(own - toByte(chroma[y * 20 + x]!))).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('is mixed in by its share', () => {
    const picture = blank();
    const whole = wholeRegion(BOX, picture);
    const region: MouthRegion = { ...whole, alpha: whole.alpha.map(() => 0.25) };
    pasteFace(picture, BOX, FACE, region, 'linear', false);
    const at = (y: number, x: number) => picture.data[y * WIDTH + x]!;
    for (const [x, y] of [
      [0, 0],
      [20, 13],
      [39, 30],
    ] as const) {
      const mixed = 0.75 * 7 + 0.25 * linear[y * (x2 - x1) + x]!;
      expect(Math.abs(at(y1 + y, x1 + x) - mixed)).toBeLessThanOrEqual(0.51);
    }
  });
});

describe('colours', () => {
  /** Strong in the middle, fading towards the edge of the box. */
  function fading(): MouthRegion {
    const whole = wholeRegion(BOX, { width: WIDTH, height: HEIGHT });
    const fade = (width: number, height: number) =>
      Float32Array.from({ length: width * height }, (_, i) => {
        const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
        return Math.min(1, Math.max(0, 6 * Math.min(x, 1 - x, y, 1 - y)));
      });
    const { width, height } = whole.box;
    const half = [Math.ceil(width / 2), Math.ceil(height / 2)] as const;
    return { box: whole.box, alpha: fade(width, height), halfAlpha: fade(...half) };
  }

  test('are brought to those around, light that falls from one side included', () => {
    // The same flat picture twice, but that the face is darker and without the slope.
    const lit = (p: number, x: number, y: number) => (p === 0 ? 90 + x + 0.5 * y : 120 + 0.4 * x);
    const picture = pictureOf(WIDTH, HEIGHT, lit);
    const flat = { size: 12, planes: [40, 100, 100].map((level) => new Float32Array(144).fill(level)) };
    pasteFace(picture, BOX, flat as unknown as typeof FACE, fading(), 'cubic', true);
    const untouched = pictureOf(WIDTH, HEIGHT, lit);
    const differences = picture.data.map((value, i) => Math.abs(value - untouched.data[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });

  test('are left as they are where that is not wished', () => {
    const picture = pictureOf(WIDTH, HEIGHT, () => 100);
    const flat = { size: 12, planes: [40, 128, 128].map((level) => new Float32Array(144).fill(level)) };
    pasteFace(picture, BOX, flat as unknown as typeof FACE, fading(), 'cubic', false);
    expect(picture.data[24 * WIDTH + 26]).toBe(40);
  });
});
