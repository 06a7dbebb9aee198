import { expect, it } from 'vitest';
import { joinSpeeches } from './join';

it('lays speeches behind one another, each on a sample', () => {
  const { layout, ranges } = joinSpeeches([1.25, 0.30001, 2], 16_000);
  expect(ranges[0]).toEqual({ from: 0, to: 1.25 });
  expect(ranges.map(({ from, to }) => to - from)).toEqual([
    expect.closeTo(1.25, 9),
    expect.closeTo(0.30001, 9),
    expect.closeTo(2, 9),
  ]);
  ranges.forEach(({ from }, i) => {
    expect((from * 16_000) % 1).toBeCloseTo(0, 6);
    expect(from).toBeGreaterThanOrEqual(ranges[i - 1]?.to ?? 0);
    expect(layout.pieces[i]).toEqual({ from: 0, to: [1.25, 0.30001, 2][i], at: from, file: i });
  });
  expect(layout.duration - (ranges[2]?.to ?? 0)).toBeLessThan(1 / 16_000);
  expect(joinSpeeches([], 48_000)).toEqual({ layout: { pieces: [], duration: 0 }, ranges: [] });
});
