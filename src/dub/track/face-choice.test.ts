import { describe, expect, test } from 'vitest';
import { isAt, placesAt, type FaceChoice } from './face-choice';

/** Seen at 0, 1 and 2 s, away, and back at 8 s elsewhere. */
const choice: FaceChoice = {
  step: 1,
  places: [0, 1, 2, 8].map((time) => ({ time, x: time === 8 ? 600 : 100, y: 200, size: 120 })),
};

describe('the chosen face', () => {
  test('is expected where it was seen just before and just after', () => {
    expect(placesAt(choice, 1.4).map(({ time }) => time)).toEqual([1, 2]);
    expect(placesAt(choice, 0).map(({ time }) => time)).toEqual([0]);
    expect(placesAt(choice, 2.9).map(({ time }) => time)).toEqual([2]);
    expect(placesAt(choice, 7.5).map(({ x }) => x)).toEqual([600]);
  });

  test('is expected nowhere while it was not seen', () => {
    expect(placesAt(choice, 5)).toEqual([]);
    expect(placesAt({ step: 1, places: [] }, 5)).toEqual([]);
  });

  test('is told from another beside it, unless it was followed there', () => {
    const places = placesAt(choice, 1);
    expect(isAt(places, { cx: 130, cy: 205, size: 110 }, false)).toBe(true);
    expect(isAt(places, { cx: 240, cy: 200, size: 120 }, false)).toBe(false);
    expect(isAt(places, { cx: 240, cy: 200, size: 120 }, true)).toBe(true);
    expect(isAt(places, { cx: 400, cy: 200, size: 120 }, true)).toBe(false);
    expect(isAt(places, { cx: 110, cy: 200, size: 40 }, false)).toBe(false);
    expect(isAt([], { cx: 100, cy: 200, size: 120 }, true)).toBe(false);
  });
});
