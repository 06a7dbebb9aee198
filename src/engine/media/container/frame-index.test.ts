import { describe, expect, it } from 'vitest';
import { jumpsBack, nearestFrame, pictureAt } from './frame-index';

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

describe('jumpsBack', () => {
  /** In decode order, 25 a second; negative numbers are key pictures. */
  const packets = (...frames: number[]) =>
    frames.map((frame) => ({
      timestamp: Math.abs(frame) / 25,
      duration: 0.04,
      key: Object.is(frame, -0) || frame < 0,
    }));

  it('is true where another recording begins, however short the one before was', () => {
    expect(jumpsBack(packets(-0, 1, 2, -0, 1, 2))).toBe(true);
    expect(jumpsBack(packets(-10, 11, 12, -5, 6, 7))).toBe(true);
  });

  it('is false of pictures that are stored before others, also across a group', () => {
    expect(jumpsBack(packets(-0, 3, 1, 2, -6, 4, 5, 9, 7, 8))).toBe(false);
  });
});
