import { describe, expect, it } from 'vitest';
import { halvesAtKey } from './halves';

const halves = (frames: number[], keys: number[]) =>
  halvesAtKey(Int32Array.from(frames), Int32Array.from(keys)).map((half) => [...half]);

describe('halvesAtKey', () => {
  it('parts at the place to start that is nearest to the middle of the frames', () => {
    expect(halves([1, 4, 9, 12, 14, 22], [0, 10, 20])).toEqual([
      [1, 4, 9],
      [12, 14, 22],
    ]);
    expect(halves([1, 11, 12, 13, 21, 22], [0, 10, 20])).toEqual([
      [1, 11, 12, 13],
      [21, 22],
    ]);
  });

  it('gives a frame where decoding can start to the second part', () => {
    expect(halves([5, 10], [0, 10])).toEqual([[5], [10]]);
  });

  it('leaves the second part empty where everything hangs on one start', () => {
    expect(halves([1, 2, 3, 4], [0])).toEqual([[1, 2, 3, 4], []]);
    expect(halves([31, 32], [0, 10, 20, 30, 40])).toEqual([[31, 32], []]);
    expect(halves([31, 32], [])).toEqual([[31, 32], []]);
    expect(halves([], [0, 10])).toEqual([[], []]);
  });
});
