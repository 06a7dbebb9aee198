import { describe, expect, it } from 'vitest';
import { backwardChunk, keyAtOrBefore } from './backward';

describe('keyAtOrBefore', () => {
  it('finds the start of the group', () => {
    const keys = Int32Array.from([0, 24, 48]);
    expect([0, 23, 24, 47, 48, 99].map((index) => keyAtOrBefore(keys, index))).toEqual([
      0, 0, 24, 24, 48, 48,
    ]);
  });

  it('is 0 where no frame is marked', () => {
    expect(keyAtOrBefore(Int32Array.from([]), 7)).toBe(0);
  });
});

/** Reads `count` frames backwards and returns how many frames were decoded. */
function decodedBackwards(keys: Int32Array, count: number, capacity: number): number {
  let decoded = 0;
  for (let index = count - 1; index >= 0;) {
    const { from, keep, to } = backwardChunk(keys, index, capacity);
    expect(from).toBe(keyAtOrBefore(keys, from));
    expect(keep).toBeGreaterThanOrEqual(from);
    expect(to).toBe(index);
    expect(to - keep + 1).toBeLessThanOrEqual(Math.max(1, capacity));
    decoded += to - from + 1;
    index = keep - 1;
  }
  return decoded;
}

describe('backwardChunk', () => {
  const everySecond = Int32Array.from({ length: 20 }, (_, i) => i * 24);

  it('decodes each frame about once where groups fit', () => {
    expect(decodedBackwards(everySecond, 480, 200)).toBeLessThan(1.5 * 480);
    expect(decodedBackwards(Int32Array.from([0]), 60, 100)).toBe(60);
  });

  it('takes frames of a file of key frames together, not one by one', () => {
    const keys = Int32Array.from({ length: 100 }, (_, i) => i);
    expect(backwardChunk(keys, 99, 30)).toEqual({ from: 70, keep: 70, to: 99 });
    expect(decodedBackwards(keys, 100, 30)).toBe(100);
  });

  it('keeps the last part of a group that does not fit', () => {
    expect(backwardChunk(Int32Array.from([0]), 249, 50)).toEqual({ from: 0, keep: 200, to: 249 });
    expect(decodedBackwards(Int32Array.from([0]), 250, 50)).toBe(250 + 200 + 150 + 100 + 50);
  });

  it('goes on with room for a single picture', () => {
    expect(decodedBackwards(Int32Array.from([0, 4]), 8, 1)).toBe(1 + 2 + 3 + 4 + 1 + 2 + 3 + 4);
    expect(backwardChunk(Int32Array.from([0]), 3, 0)).toEqual({ from: 0, keep: 3, to: 3 });
  });
});
