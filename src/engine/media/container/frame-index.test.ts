import { describe, expect, it } from 'vitest';
import { nearestFrame, pictureAt } from './frame-index';

describe('nearestFrame', () => {
  const times = Float64Array.from([0, 0.04, 0.08]);
  it('finds the nearest time', () => {
    expect([-1, 0, 0.019, 0.021, 0.0400001, 5].map((time) => nearestFrame(times, time))).toEqual([
      0, 0, 0, 1, 1, 2,
    ]);
  });
  it('is -1 without frames', () => {
    expect(nearestFrame(new Float64Array(0), 0)).toBe(-1);
  });
});

it('a picture that is not shown has no place', () => {
  const pictures = { stamps: Float64Array.from([1, 1.04, 3.2]), keys: new Int32Array(0) };
  expect([1, 1.0400001, 1.08, 3.2, 9].map((stamp) => pictureAt(pictures, stamp))).toEqual([0, 1, -1, 2, -1]);
});
