import { describe, expect, it } from 'vitest';
import { copyRuns, stretchesOf, type CopyQuestion } from './copy-runs';

const upTo = (count: number) => Int32Array.from({ length: count }, (_, i) => i);

/** Forty frames in their own order, of which every tenth can be started with; all pass through. */
const plain: CopyQuestion = {
  base: upTo(40),
  keep: new Uint8Array(40).fill(1),
  first: 0,
  starts: new Set([0, 10, 20, 30]),
  order: upTo(40),
  least: 4,
};
const keeping = (...ranges: [number, number][]) =>
  Uint8Array.from({ length: 40 }, (_, i) => (ranges.some(([from, to]) => i >= from && i < to) ? 1 : 0));

describe('copyRuns', () => {
  it('copies all of a video that passes through', () =>
    expect(copyRuns(plain)).toEqual([{ from: 0, source: 0, count: 40 }]));

  it('begins where decoding can start, and ends with what is kept', () =>
    expect(copyRuns({ ...plain, keep: keeping([5, 17], [28, 33], [36, 40]) })).toEqual([
      { from: 10, source: 10, count: 7 },
    ]));

  it('begins after the label', () =>
    expect(copyRuns({ ...plain, first: 1 })).toEqual([{ from: 10, source: 10, count: 30 }]));

  it('follows a part of the video to its place in the output, and stops where it turns back', () => {
    const base = Int32Array.from({ length: 40 }, (_, i) => (i < 25 ? 15 + i : 63 - i));
    expect(copyRuns({ ...plain, base })).toEqual([{ from: 5, source: 20, count: 20 }]);
  });

  it('copies nothing where frames are left out or shown twice', () => {
    expect(copyRuns({ ...plain, base: upTo(40).map((i) => i >> 1) })).toEqual([]);
    expect(copyRuns({ ...plain, base: upTo(20).map((i) => 2 * i), keep: keeping([0, 20]) })).toEqual([]);
  });

  // Of each four the last is decoded first: I B B P B B P …
  const reordered = Int32Array.of(0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 10, 13, 11, 12);

  it.each([
    [7, 7],
    [8, 7],
    [9, 7],
    [10, 10],
    [14, 14],
  ])('ends %i kept frames where nothing more is needed of the source: after %i', (kept, count) =>
    expect(copyRuns({ ...plain, order: reordered, keep: keeping([0, kept]) })).toEqual([
      { from: 0, source: 0, count },
    ]),
  );

  it('stops before a packet that is never shown', () => {
    const order = Int32Array.from(reordered);
    order[5] = -1;
    expect(copyRuns({ ...plain, order, keep: keeping([0, 10]) })).toEqual([{ from: 0, source: 0, count: 4 }]);
  });

  it('leaves a frame between two runs', () => {
    // The video jumps from its frame 19 to its frame 30.
    const base = Int32Array.from({ length: 20 }, (_, i) => (i < 10 ? 10 + i : 20 + i));
    expect(copyRuns({ ...plain, base, starts: new Set([10, 30, 31]) })).toEqual([
      { from: 0, source: 10, count: 10 },
      { from: 11, source: 31, count: 9 },
    ]);
  });
});

describe('stretchesOf', () => {
  const runs = [
    { from: 10, source: 50, count: 10 },
    { from: 30, source: 70, count: 10 },
  ];

  it('tells what is encoded and what is copied', () =>
    expect([...stretchesOf(runs, 0, 50)]).toEqual([
      { from: 0, to: 10, run: null },
      { from: 10, to: 20, run: runs[0] },
      { from: 20, to: 30, run: null },
      { from: 30, to: 40, run: runs[1] },
      { from: 40, to: 50, run: null },
    ]));

  it('goes on within a run', () =>
    expect([...stretchesOf(runs, 35, 40)]).toEqual([{ from: 35, to: 40, run: runs[1] }]));

  it('has nothing left at the end', () => expect([...stretchesOf(runs, 50, 50)]).toEqual([]));
});
