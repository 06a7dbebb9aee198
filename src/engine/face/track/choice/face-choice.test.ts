import { describe, expect, test } from 'vitest';
import { isChosen, type FaceChoice } from './face-choice';

/** Seen at 0, 1 and 2 s, away, and back at 8 s elsewhere. */
const choice: FaceChoice = {
  places: [0, 1, 2, 8].map((time) => ({ time, x: time === 8 ? 600 : 100, y: 200, size: 120 })),
};

describe('the chosen face', () => {
  test('is the one that was seen in that place at that time', () => {
    expect(isChosen(choice, 1, { x: 130, y: 205, size: 110 })).toBe(true);
    expect(isChosen(choice, 1.04, { x: 130, y: 205, size: 110 })).toBe(true);
    expect(isChosen(choice, 8, { x: 600, y: 200, size: 120 })).toBe(true);
  });

  test('is no other beside it, and none that is much smaller or larger', () => {
    expect(isChosen(choice, 1, { x: 240, y: 200, size: 120 })).toBe(false);
    expect(isChosen(choice, 1, { x: 110, y: 200, size: 40 })).toBe(false);
    expect(isChosen(choice, 8, { x: 100, y: 200, size: 120 })).toBe(false);
  });

  test('cannot be told between two looks: a cut may lie there', () => {
    expect(isChosen(choice, 1.4, { x: 100, y: 200, size: 120 })).toBe(false);
    expect(isChosen({ places: [] }, 1, { x: 100, y: 200, size: 120 })).toBe(false);
  });
});
