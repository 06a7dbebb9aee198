import { expect, test } from 'vitest';
import golden from '../paint/golden-paint.json';
import { fromHalf, toHalf } from './half';

const { float32, float16 } = golden.halves;

test('numbers are rounded to half precision as numpy rounds them', () => {
  const values = new Float32Array(Uint32Array.from(float32).buffer);
  expect([...toHalf(values)]).toEqual(float16);
});

test('every half precision number survives the way to single precision and back', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const numbers = fromHalf(all);
  const back = toHalf(numbers);
  const lost = [...all].filter((bits) => !Number.isNaN(numbers[bits]!) && back[bits] !== bits);
  expect(lost).toEqual([]);
  // 2 signs of 1023 not-a-numbers each, which stay that.
  const none = [...all].filter((bits) => Number.isNaN(numbers[bits]!));
  expect(none).toHaveLength(2046);
  expect(none.every((bits) => Number.isNaN(fromHalf(back.subarray(bits, bits + 1))[0]!))).toBe(true);
});

test('known numbers have their known bits', () => {
  const values = Float32Array.of(1, -2, 0.5, 65504, 2 ** -14, 2 ** -24, Infinity, -0);
  expect([...toHalf(values)]).toEqual([0x3c00, 0xc000, 0x3800, 0x7bff, 0x0400, 0x0001, 0x7c00, 0x8000]);
});
