import { expect, it } from 'vitest';
import { uniqueNames } from './unique-names';

it.each([
  [
    ['a.mp4', 'b.mp4'],
    ['a.mp4', 'b.mp4'],
  ],
  [
    ['a.mp4', 'a.mp4', 'a.mp4'],
    ['a.mp4', 'a (2).mp4', 'a (3).mp4'],
  ],
  [
    ['王.mp4', '王.mp4'],
    ['王.mp4', '王 (2).mp4'],
  ],
  [
    ['A.mp4', 'a.MP4'],
    ['A.mp4', 'a (2).MP4'],
  ],
  [
    ['a.mp4', 'a.mp4', 'a (2).mp4'],
    ['a.mp4', 'a (3).mp4', 'a (2).mp4'],
  ],
  [
    ['plain', 'plain', '.hidden', '.hidden'],
    ['plain', 'plain (2)', '.hidden', '.hidden (2)'],
  ],
])('%j become %j', (given, expected) => {
  expect(uniqueNames(given)).toEqual(expected);
});

it('names five thousand equal ones without delay', () => {
  const names = uniqueNames(Array.from({ length: 5000 }, () => 'v__s.mp4'));
  expect(new Set(names).size).toBe(5000);
  expect(names.at(-1)).toBe('v__s (5000).mp4');
});
