import { expect, it } from 'vitest';
import { RowBuffer } from './row-buffer';

const rows = (from: number, to: number) =>
  Float32Array.from({ length: 2 * (to - from) }, (_, i) => from + (i >> 1));

it('keeps the numbers of its rows when the first ones go', () => {
  const buffer = new RowBuffer(2, 3);
  buffer.append(rows(0, 5));
  buffer.forget(3);
  buffer.append(rows(5, 9));
  expect(buffer.end).toBe(9);
  expect(buffer.slice(3, 8)).toEqual(rows(3, 8));
  expect(() => buffer.slice(2, 4)).toThrow(RangeError);
  expect(() => buffer.slice(8, 10)).toThrow(RangeError);
});

it('forgets no more than it holds', () => {
  const buffer = new RowBuffer(2, 1);
  buffer.append(rows(0, 4));
  buffer.forget(-3);
  expect(buffer.slice(0, 4)).toEqual(rows(0, 4));
  buffer.forget(9);
  expect(buffer.end).toBe(4);
});
