import { expect, test } from 'vitest';
import type { Rotation } from '../../core/media-info';
import { pictureBytes, planes, type Picture } from '../../picture/picture';
import { cutWindow } from './cut-window';
import { uprightToCoded } from './face-window';

/** A picture whose luma is `level(x, y)` of the coded pixel; grey. */
function pictureOf(width: number, height: number, level: (x: number, y: number) => number): Picture {
  const picture = { width, height, data: new Uint8Array(pictureBytes(width, height)).fill(128) };
  const [luma] = planes(picture);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) luma.data[y * width + x] = level(x, y);
  return picture;
}

const grey = (level: number) => 1.164 * (level - 16);

/** Red channel of target pixel (i, j). */
function cut(
  picture: Picture,
  rotation: Rotation,
  window: { x: number; y: number; size: number },
  pixels: number,
) {
  const rgba = new Uint8ClampedArray(4 * pixels * pixels);
  cutWindow(picture, rotation, window, pixels, rgba);
  return (i: number, j: number) => rgba[4 * (j * pixels + i)] as number;
}

test('a window as large as the target is a plain copy', () => {
  const at = cut(
    pictureOf(64, 48, (x, y) => 20 + 3 * x + y),
    0,
    { x: 10, y: 5, size: 32 },
    32,
  );
  for (const [i, j] of [
    [0, 0],
    [31, 0],
    [7, 21],
  ] as const) {
    expect(at(i, j)).toBeCloseTo(Math.min(255, grey(20 + 3 * (i + 10) + j + 5)), -0.5);
  }
});

test('a larger window is averaged, a smaller one interpolated', () => {
  const ramp = pictureOf(120, 120, (x) => 20 + x);
  const down = cut(ramp, 0, { x: 0, y: 0, size: 120 }, 40);
  expect(down(10, 10)).toBeCloseTo(grey(20 + 31), -0.5);
  const up = cut(ramp, 0, { x: 40, y: 40, size: 20 }, 40);
  expect(up(10, 3)).toBeCloseTo(grey(20 + 40 + 10.5 * 0.5 - 0.5), -0.5);
});

test('beyond the edge it is black', () => {
  const at = cut(
    pictureOf(40, 40, () => 200),
    0,
    { x: -20, y: 0, size: 40 },
    20,
  );
  expect(at(3, 10)).toBe(0);
  expect(at(15, 10)).toBeCloseTo(grey(200), -0.5);
});

test('a turned video is cut upright', () => {
  // Upright 40 wide, 60 high; the upright pixel (x, y) has luma 20 + 2x + y.
  for (const rotation of [0, 90, 180, 270] as const) {
    const sideways = rotation === 90 || rotation === 270;
    const [width, height] = sideways ? [60, 40] : [40, 60];
    const levels = new Map<string, number>();
    for (let y = 0; y < 60; y++) {
      for (let x = 0; x < 40; x++)
        levels.set(uprightToCoded(x, y, rotation, width, height).join(), 20 + 2 * x + y);
    }
    expect(levels.size).toBe(2400);
    const picture = pictureOf(width, height, (x, y) => levels.get(`${x},${y}`) ?? 0);
    const at = cut(picture, rotation, { x: 4, y: 10, size: 30 }, 30);
    expect(at(0, 0)).toBeCloseTo(grey(20 + 8 + 10), -0.5);
    expect(at(20, 5)).toBeCloseTo(grey(20 + 48 + 15), -0.5);
  }
});
