import { expect, it } from 'vitest';
import { lanesOf } from './lanes';

const piece = (at: number, length: number, tempo?: number) => ({
  ...{ at, from: 10, to: 10 + length },
  ...(tempo !== undefined && { tempo }),
});
const starts = (...pieces: ReturnType<typeof piece>[]) =>
  lanesOf({ pieces, duration: 20 }).map(({ pieces: own }) => own.map(({ at }) => at));

it('keeps pieces that follow one another together, and takes apart those that overlap', () => {
  expect(starts(piece(0, 2), piece(2, 1), piece(5, 1))).toEqual([[0, 2, 5]]);
  expect(starts(piece(0, 4), piece(3, 4), piece(4, 1), piece(8, 1))).toEqual([[0, 4, 8], [3]]);
  // What is spoken faster is over sooner.
  expect(starts(piece(0, 2.4, 1.2), piece(2, 1))).toEqual([[0, 2]]);
  expect(starts(piece(0, 2.4), piece(2, 1))).toEqual([[0], [2]]);
  expect(lanesOf({ pieces: [], duration: 3 })).toEqual([]);
});
