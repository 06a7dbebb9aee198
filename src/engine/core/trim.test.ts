import { describe, expect, it } from 'vitest';
import type { MediaInfo } from './media-info';
import { fitRange, neededPart, usedOfVideo, usedSeconds } from './trim';

describe('fitRange', () => {
  it.each([
    [
      { from: 1, to: 3 },
      { from: 1, to: 3 },
    ],
    [
      { from: 1.2345, to: 3.0049 },
      { from: 1.23, to: 3 },
    ],
    [
      { from: -2, to: 3 },
      { from: 0, to: 3 },
    ],
    [
      { from: 1, to: 99 },
      { from: 1, to: 10 },
    ],
    [
      { from: 4, to: 4 },
      { from: 4, to: 4.2 },
    ],
    [
      { from: 12, to: 13 },
      { from: 9.8, to: 10 },
    ],
  ])('of 10 s, %o is %o', (wished, range) => {
    const fitted = fitRange(wished, 10);
    expect(fitted?.from).toBeCloseTo(range.from, 9);
    expect(fitted?.to).toBeCloseTo(range.to, 9);
  });

  it('is nothing where it is the whole file, whose length is no whole number of steps', () => {
    expect(fitRange({ from: 0, to: 3.47 }, 3.4716)).toBeNull();
    expect(fitRange({ from: 0.004, to: 4 }, 3.4716)).toBeNull();
  });

  it('leaves a file alone that is shorter than the shortest part', () => {
    expect(fitRange({ from: 0.05, to: 0.07 }, 0.1)).toBeNull();
  });
});

it('counts what is used', () => {
  expect(usedSeconds(10, undefined)).toBe(10);
  expect(usedSeconds(10, { from: 2, to: 5 })).toBe(3);
  expect(usedSeconds(4, { from: 2, to: 5 })).toBe(2);
});

describe('neededPart', () => {
  const hour = 3600;

  it('is everything where nothing is trimmed or not much would be saved', () => {
    expect(neededPart(hour, undefined, { around: 1 })).toBeNull();
    expect(neededPart(100, { from: 1, to: 50 }, { around: 1 })).toBeNull();
    expect(neededPart(59, { from: 1, to: 3 }, { around: 1 })).toBeNull();
  });

  it('holds the range and what is around it', () => {
    expect(neededPart(hour, { from: 1000, to: 1005 }, { around: 1 })).toEqual({ from: 990, to: 1010 });
    expect(neededPart(hour, { from: 1000, to: 1005 }, { around: 1, least: 60 })).toEqual({
      ...{ from: 970, to: 1040 },
    });
  });

  it('ends with the file', () => {
    expect(neededPart(hour, { from: 2, to: 5 }, { around: 1, least: 60 })).toEqual({ from: 0, to: 60 });
    expect(neededPart(3605, { from: 3590, to: 3600 }, { around: 5, least: 60 })).toEqual({
      ...{ from: 3540, to: 3605 },
    });
    expect(neededPart(3605, { from: 3600, to: 3605 }, { around: 1 })).toEqual({ from: 3590, to: 3605 });
  });

  it('stays the same while the range is moved a little', () => {
    const needed = (from: number) => neededPart(hour, { from, to: from + 3 }, { around: 1, least: 60 });
    expect(needed(1003.2)).toEqual(needed(1004.7));
  });
});

describe('usedOfVideo', () => {
  const info = (more: object) => ({ duration: 8, video: { frames: 180, ...more } }) as unknown as MediaInfo;

  it('is what is wished for, of most videos', () => {
    expect(usedOfVideo(info({ begins: 1.7 }), undefined)).toBeUndefined();
    expect(usedOfVideo(info({}), { from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
  });

  it('begins with the first picture of one that was cut out of a stream', () => {
    const cut = info({ begins: 1.7, cutIn: true });
    expect(usedOfVideo(cut, undefined)).toEqual({ from: 1.7, to: 8 });
    expect(usedOfVideo(cut, { from: 1, to: 4 })).toEqual({ from: 1.7, to: 4 });
    expect(usedOfVideo(cut, { from: 3, to: 4 })).toEqual({ from: 3, to: 4 });
    expect(usedOfVideo(cut, { from: 0, to: 1 })).toEqual({ from: 1.7, to: 1.9 });
  });
});
