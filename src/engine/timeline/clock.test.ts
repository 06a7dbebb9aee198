import { describe, expect, it } from 'vitest';
import { ALL, piecesOf, shownFrames, type Edit } from './clock';

const packet = (timestamp: number, key = false, duration = 0.04) => ({ timestamp, duration, key });
/** 25 frames a second, a key picture every `group`. */
const steady = (count: number, group = 5, from = 0) =>
  Array.from({ length: count }, (_, i) => packet(from + i / 25, i % group === 0));
const play = (from: number, lasts: number): Edit => ({ from, lasts, rate: 1 });
const nothing = (lasts: number): Edit => ({ from: null, lasts, rate: 1 });

/** Times in hundredths, and the stamps of the pictures shown then. */
function shown(packets: Parameters<typeof shownFrames>[0], edits?: readonly Edit[]) {
  const { times, shows, pictures, end } = shownFrames(packets, edits ? piecesOf(edits) : ALL);
  const hundredths = (value: number) => Math.round(100 * value);
  return {
    times: [...times].map(hundredths),
    of: [...shows].map((picture) => hundredths(pictures.stamps[picture]!)),
    keys: [...pictures.keys].map((picture) => hundredths(pictures.stamps[picture]!)),
    end: hundredths(end),
  };
}

describe('frames without an edit list', () => {
  it('are sorted from decode order', () => {
    const found = shown([packet(0, true), packet(0.12), packet(0.04), packet(0.08), packet(0.16, true)]);
    expect(found).toEqual({ times: [0, 4, 8, 12, 16], of: [0, 4, 8, 12, 16], keys: [0, 16], end: 20 });
  });

  it('may begin before 0', () => {
    expect(shown(steady(3, 5, -0.08)).times).toEqual([-8, -4, 0]);
  });

  it('are one of those at the same time', () => {
    expect(shown([packet(0, true), packet(0), packet(0.04)]).times).toEqual([0, 4]);
  });

  it('begin with the first that can be decoded', () => {
    const late = [packet(0), packet(0.04), packet(0.16, true), packet(0.08), packet(0.12), packet(0.2)];
    expect(shown(late)).toMatchObject({ times: [16, 20], keys: [16] });
  });

  it('are all there where none is marked as one to begin with, and none where there are no packets', () => {
    expect(shown([packet(0), packet(0.04)]).times).toEqual([0, 4]);
    expect(shown([])).toEqual({ times: [], of: [], keys: [], end: 0 });
  });
});

describe('frames of an edit list', () => {
  it('are those of its one piece, and what is decoded before is a place to begin', () => {
    expect(shown(steady(25), [play(0.28, 0.2)])).toEqual({
      ...{ times: [0, 4, 8, 12, 16], of: [28, 32, 36, 40, 44] },
      ...{ keys: [28, 40], end: 20 },
    });
  });

  it('come in its order, some of them twice', () => {
    const found = shown(steady(25), [play(0.8, 0.08), play(0.2, 0.08), play(0.8, 0.08)]);
    expect(found.of).toEqual([80, 84, 20, 24, 80, 84]);
    expect(found.times).toEqual([0, 4, 8, 12, 16, 20]);
  });

  it('leave a pause where nothing is played', () => {
    expect(shown(steady(25), [nothing(0.5), play(0, 0.08), nothing(1), play(0.2, 0.04)])).toMatchObject({
      ...{ times: [50, 54, 158], of: [0, 4, 20], end: 162 },
    });
  });

  it('stand where its rate is 0', () => {
    const found = shown(steady(25), [play(0, 0.08), { from: 0.2, lasts: 2, rate: 0 }, play(0.24, 0.04)]);
    expect(found).toMatchObject({ times: [0, 4, 8, 208], of: [0, 4, 20, 24] });
  });

  it('are cut at the nearer border', () => {
    expect(shown(steady(25), [play(0.21, 0.12)]).of).toEqual([20, 24, 28]);
    expect(shown(steady(25), [play(0.23, 0.12)]).of).toEqual([24, 28, 32]);
    // Half of each of two.
    expect(shown(steady(25), [play(0.22, 0.12)]).of).toEqual([24, 28, 32]);
    // A slide that is on for long is shown for what is left of it.
    const slides = [packet(0, true, 2), packet(2, true, 2)];
    expect(shown(slides, [play(1.5, 1)])).toMatchObject({ times: [0, 50], of: [0, 200], end: 100 });
  });

  it('are all there where it goes on to the end', () => {
    expect(shown(steady(4), [{ from: 0.04, lasts: Infinity, rate: 1 }])).toMatchObject({
      of: [4, 8, 12],
      end: 12,
    });
  });
});
