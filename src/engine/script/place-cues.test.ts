import { describe, expect, it } from 'vitest';
import { placeCues } from './place-cues';
import type { Cue } from './script';

const cue = (start: number, end: number, length: number, from = 0): Cue => ({
  ...{ start, end, fit: 'as-is' },
  speech: { from, to: from + length },
});
const place = (...cues: Cue[]) => placeCues({ cues }, 20);

describe('placeCues', () => {
  it('lets speech that is short leave the rest of its gap silent', () =>
    expect(place(cue(5, 8, 2))).toEqual([
      {
        ...{ said: { from: 5, to: 7 }, made: { from: 5, to: 8 }, speech: { from: 0, to: 2 } },
        lost: 0,
      },
    ]));

  it('lets speech that is long run on, but not into the next cue or beyond the video', () => {
    const [first, second] = place(cue(5, 8, 6, 1), cue(10, 12, 30));
    expect(first).toMatchObject({ said: { from: 5, to: 10 }, speech: { from: 1, to: 6 }, lost: 1 });
    expect(second).toMatchObject({ said: { from: 10, to: 20 }, made: { from: 10, to: 20 }, lost: 20 });
  });

  it('leaves out what lies behind the video', () => expect(place(cue(20, 22, 1))).toEqual([]));
});
