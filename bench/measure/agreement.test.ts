import { describe, expect, it } from 'vitest';
import { agreement, at, correlation, median } from './agreement';

describe('correlation', () => {
  it('agrees with numbers worked out by hand', () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    // numpy.corrcoef([1, 2, 3, 4], [1, 3, 2, 5])[0, 1]
    expect(correlation([1, 2, 3, 4], [1, 3, 2, 5])).toBeCloseTo(0.8315218406202999, 12);
    expect(correlation([1, 1, 1], [1, 2, 3])).toBe(0);
    expect(() => correlation([1], [1, 2])).toThrow(RangeError);
  });
});

describe('at', () => {
  it('reads between samples and holds the ends', () => {
    const series = { values: [0, 10, 20], rate: 10 };
    expect([at(series, -1), at(series, 0.05), at(series, 0.1), at(series, 9)]).toEqual([0, 5, 10, 20]);
    expect(at({ ...series, offset: 0.5 }, 0.1)).toBeCloseTo(5, 12);
  });
});

describe('agreement', () => {
  const speech = (time: number) =>
    Math.sin(9 * time) + 0.6 * Math.sin(23 * time + 1) + 0.3 * Math.sin(4 * time);
  const asked = { values: Array.from({ length: 800 }, (_, i) => speech(i / 100)), rate: 100 };
  const times = Array.from({ length: 150 }, (_, i) => 0.5 + (i + 0.5) / 25);

  it.each([0, 80, -120])('finds a mouth that is late by %i ms', (late) => {
    const found = agreement(
      times.map((time) => 3 + 2 * speech(time - late / 1000)),
      times,
      asked,
    );
    expect(found.lagMs).toBe(late);
    expect(found.best).toBeGreaterThan(0.999);
    if (late !== 0) expect(found.r).toBeLessThan(0.9);
  });

  it('finds nothing in a mouth that does something else', () => {
    const found = agreement(
      times.map((_, i) => ((i * 7919) % 101) / 101),
      times,
      asked,
    );
    expect(Math.abs(found.r)).toBeLessThan(0.3);
  });
});

describe('median', () => {
  it('takes the middle, or the mean of the two middles', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
  });
});
