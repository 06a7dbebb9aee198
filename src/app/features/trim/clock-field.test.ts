import { expect, it } from 'vitest';
import { readField, toField } from './clock-field';

it.each([
  [0, '0:00.00'],
  [5.5, '0:05.50'],
  [59.999, '1:00.00'],
  [3723.04, '1:02:03.04'],
])('%d s is written as %s and read back', (time, text) => {
  expect(toField(time)).toBe(text);
  expect(readField(text)).toBeCloseTo(time, 2);
});

it.each([
  ['7', 7],
  ['7.25', 7.25],
  ['7,25', 7.25],
  ['.5', 0.5],
  ['1:05', 65],
  [' 1：05.5 ', 65.5],
  ['１：０５。５', 65.5],
  ['90:00', 5400],
])('reads %s', (text, time) => {
  expect(readField(text)).toBeCloseTo(time, 9);
});

it.each(['', ':', 'five', '-3', '1:2:3:4', '1.2.3'])('takes %j for no time', (text) => {
  expect(readField(text)).toBeNull();
});
