import { describe, expect, test } from 'vitest';
import { addRange, isWithin } from './time-range';

describe('addRange', () => {
  test('keeps stretches in order', () => {
    expect(addRange([{ from: 4, to: 5 }], { from: 1, to: 2 })).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 5 },
    ]);
  });

  test('joins what touches or overlaps, however many', () => {
    const ranges = [
      { from: 0, to: 1 },
      { from: 2, to: 3 },
      { from: 6, to: 7 },
    ];
    expect(addRange(ranges, { from: 1, to: 2.5 })).toEqual([
      { from: 0, to: 3 },
      { from: 6, to: 7 },
    ]);
  });

  test('takes the ends in either order, and nothing of no length', () => {
    expect(addRange([], { from: 3, to: 1 })).toEqual([{ from: 1, to: 3 }]);
    expect(addRange([], { from: 3, to: 3 })).toEqual([]);
  });
});

test('a stretch holds its start and not its end', () => {
  const ranges = [{ from: 1, to: 2 }];
  expect([0.9, 1, 1.9, 2].map((time) => isWithin(ranges, time))).toEqual([false, true, true, false]);
});
