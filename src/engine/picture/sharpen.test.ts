import { expect, test } from 'vitest';
import golden from '../painters/wav2lip/paint/golden-paint.json';
import { worst } from '../painters/wav2lip/testing';
import { sharpen } from './sharpen';

const { luma, strength, sharp } = golden.sharpened;

test('adds what OpenCV finds the blurred picture to lack', () => {
  const samples = Float32Array.from(luma);
  sharpen(samples, 9, 9, 1, strength);
  expect(worst(samples, sharp)).toBeLessThan(0.01);
});

test('of no strength changes nothing', () => {
  const samples = Float32Array.from(luma);
  sharpen(samples, 9, 9, 1, 0);
  expect([...samples]).toEqual([...Float32Array.from(luma)]);
});

test('with wider steps sees as little of a picture twice as large', () => {
  const [small, large] = [Float32Array.from(luma), new Float32Array(18 * 18)];
  large.forEach((_, i) => (large[i] = luma[(Math.floor(i / 18) >> 1) * 9 + ((i % 18) >> 1)]!));
  sharpen(small, 9, 9, 1, 0.5);
  sharpen(large, 18, 18, 2, 0.5);
  small.forEach((value, i) => expect(large[Math.floor(i / 9) * 36 + (i % 9) * 2]).toBeCloseTo(value, 4));
});

test('takes nothing from where there is nothing', () => {
  const samples = Float32Array.of(NaN, NaN, NaN, 100, 100, 200, NaN, 100, 200);
  sharpen(samples, 3, 3, 1, 1);
  expect([0, 1, 2, 6].map((i) => samples[i])).toEqual([NaN, NaN, NaN, NaN]);
  // Blurred it is a quarter of 100, half of 100 and a quarter of 200 in every row that counts.
  expect(samples[4]).toBe(100 - (125 - 100));
});
