import { describe, expect, test } from 'vitest';
import { planes } from '../../picture/picture';
import { pictureOf } from '../../painters/wav2lip/testing';
import { PictureScaler } from './scale';

const FROM = { width: 192, height: 108 };
const TO = { width: 128, height: 72 };
const scaled = (value: (plane: number, x: number, y: number) => number) =>
  planes(new PictureScaler(FROM, TO).scale(pictureOf(FROM.width, FROM.height, value)));

describe('a scaled picture', () => {
  test('has the size that was asked for, chroma half of it', () => {
    expect(scaled(() => 7).map(({ width, height, data }) => [width, height, data.length])).toEqual([
      [128, 72, 128 * 72],
      [64, 36, 64 * 36],
      [64, 36, 64 * 36],
    ]);
  });

  test('keeps flat colours, black and white included', () => {
    for (const level of [0, 16, 128, 235, 255])
      for (const { data } of scaled((plane) => Math.max(0, level - plane)))
        expect([Math.min(...data), Math.max(...data)]).toEqual([data[0], data[0]]);
    expect(scaled(() => 255)[0].data[0]).toBe(255);
  });

  test('shows soft shapes in their places', () => {
    const wave = (x: number, y: number) => 128 + 60 * Math.sin(x / 14) + 40 * Math.cos(y / 11);
    const [luma] = scaled((_, x, y) => Math.round(wave(x, y)));
    for (let y = 6; y < 66; y++) {
      for (let x = 6; x < 122; x++) {
        const there = wave((x + 0.5) * 1.5 - 0.5, (y + 0.5) * 1.5 - 0.5);
        expect(Math.abs((luma.data[y * 128 + x] as number) - there)).toBeLessThan(1.6);
      }
    }
  });

  test('shows soft shapes in their places when it becomes larger', () => {
    const wave = (x: number, y: number) => 128 + 60 * Math.sin(x / 9) + 40 * Math.cos(y / 7);
    const small = pictureOf(64, 48, (_, x, y) => Math.round(wave(x, y)));
    const [luma] = planes(new PictureScaler(small, { width: 160, height: 120 }).scale(small));
    for (let y = 8; y < 112; y++) {
      for (let x = 8; x < 152; x++) {
        const there = wave((x + 0.5) / 2.5 - 0.5, (y + 0.5) / 2.5 - 0.5);
        expect(Math.abs((luma.data[y * 160 + x] as number) - there)).toBeLessThan(1.6);
      }
    }
  });

  test('turns what is too fine for it into its mean, not into a pattern', () => {
    const [luma] = scaled((_, x) => (x % 2 === 0 ? 60 : 200));
    const inside = Array.from({ length: 100 }, (_, i) => luma.data[30 * 128 + 14 + i] as number);
    expect(Math.max(...inside) - Math.min(...inside)).toBeLessThan(8);
    expect(Math.abs(inside.reduce((sum, value) => sum + value) / 100 - 130)).toBeLessThan(1);
  });

  test('keeps an edge sharp: two samples and it is over', () => {
    const [luma] = scaled((_, x) => (x < 96 ? 40 : 200));
    const row = 30 * 128;
    expect(Math.abs((luma.data[row + 61] as number) - 40)).toBeLessThan(16);
    expect(Math.abs((luma.data[row + 66] as number) - 200)).toBeLessThan(16);
  });
});
