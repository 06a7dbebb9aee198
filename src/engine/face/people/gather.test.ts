import { describe, expect, it } from 'vitest';
import { gatherPieces, isLasting, type Piece } from './gather';
import { AROUND, TONE } from './likeness';
import { appearanceOf } from './testing';

/** A face followed over frames [from, to) in one place, of 100 pixels. */
const piece = (person: number, from: number, to: number, x = 100, noise = 0.3): Piece => {
  const place = { x, y: 100, size: 100 };
  const measures = to - from;
  return { from, to, first: place, last: place, appearance: appearanceOf(person, noise, from), measures };
};

/** Frames at 25 a second, with cuts before some. */
const framesOf = (count: number, ...cuts: number[]) => ({
  times: Float64Array.from({ length: count }, (_, i) => i / 25),
  cuts: Uint8Array.from({ length: count }, (_, i) => (cuts.includes(i) ? 1 : 0)),
});

/** The first frames of each person's pieces. */
const starts = (pieces: Piece[], frames: ReturnType<typeof framesOf>) =>
  gatherPieces(pieces, frames)
    .map((own) => own.map((position) => pieces[position]?.from))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));

describe('gatherPieces', () => {
  it('tells two people apart who are cut into the same place, back and forth', () => {
    const pieces = [piece(1, 0, 100), piece(2, 100, 175), piece(1, 175, 275), piece(2, 275, 300)];
    expect(starts(pieces, framesOf(300, 100, 175, 275))).toEqual([
      [0, 175],
      [100, 275],
    ]);
  });

  it('tells three people apart', () => {
    const pieces = [1, 2, 3, 1, 3, 2].map((person, i) => piece(person, 50 * i, 50 * i + 50));
    expect(starts(pieces, framesOf(300, 50, 100, 150, 200, 250))).toEqual([
      [0, 150],
      [50, 250],
      [100, 200],
    ]);
  });

  it('takes one who is lost for a moment for the same, however they look then', () => {
    const frames = framesOf(100);
    expect(starts([piece(1, 0, 40), { ...piece(1, 45, 50, 120), measures: 0 }], frames)).toEqual([[0, 45]]);
    expect(starts([piece(1, 0, 40), piece(2, 45, 100)], frames)).toHaveLength(2);
  });

  it('keeps two people apart who cross, each beginning again where the other was', () => {
    const walk = (person: number, from: number, to: number, first: number, last: number): Piece => ({
      ...piece(person, from, to, first),
      last: { x: last, y: 100, size: 100 },
    });
    const crossing = [
      walk(1, 0, 40, 60, 180),
      walk(2, 0, 40, 340, 220),
      walk(1, 50, 90, 220, 340),
      walk(2, 50, 90, 180, 60),
    ];
    const own = gatherPieces(crossing, framesOf(90)).map((positions) => [...positions].sort());
    expect(own.sort()).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('knows one again who went and came back elsewhere', () => {
    expect(starts([piece(1, 0, 40), piece(1, 140, 200, 600)], framesOf(200))).toEqual([[0, 140]]);
  });

  it('takes a colour of all of the picture for the light, where it has looked often enough', () => {
    const tinted = (from: number, to: number, around: number) => {
      const own = piece(1, from, to);
      own.appearance.set([0, -24, 17], TONE);
      own.appearance.set([0, -around, around], AROUND);
      return own;
    };
    const plain = (to: number) => {
      const own = piece(1, 0, to);
      own.appearance.fill(0, TONE);
      return own;
    };
    const frames = framesOf(200, 100);
    expect(starts([plain(100), tinted(100, 200, 35)], frames)).toEqual([[0, 100]]);
    // The wall is as it was: this is another skin.
    expect(starts([plain(100), tinted(100, 200, 0)], frames)).toHaveLength(2);
    expect(starts([plain(8), tinted(100, 108, 35)], frames)).toHaveLength(2);
  });

  it('keeps two apart who are seen together, however alike', () => {
    const pieces = [piece(1, 0, 100), piece(1, 0, 100, 500), piece(1, 100, 200), piece(1, 100, 200, 500)];
    // As where a video is tracked in two halves.
    expect(gatherPieces(pieces, framesOf(200))).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

it('passes over who is seen for a moment only', () => {
  expect(isLasting(0.2, 10)).toBe(false);
  expect(isLasting(0.5, 10)).toBe(true);
  expect(isLasting(6, 3600)).toBe(true);
});
