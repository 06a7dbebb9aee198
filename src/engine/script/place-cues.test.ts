import { describe, expect, it } from 'vitest';
import { placeCues } from './place-cues';
import type { Cue, Fit } from './script';

const cue = (start: number, end: number, length: number, fit: Fit, from = 0): Cue => ({
  ...{ start, end, fit },
  speech: { from, to: from + length },
});
const place = (...cues: Cue[]) => placeCues({ cues }, 20);

describe('placeCues', () => {
  it('lets speech that is short leave the rest of its gap silent', () =>
    expect(place(cue(5, 8, 2, 'as-is'))).toEqual([
      {
        ...{ said: { from: 5, to: 7 }, made: { from: 5, to: 8 }, speech: { from: 0, to: 2 } },
        ...{ stretch: 1, lost: 0 },
      },
    ]));

  it('lets speech that is long run on, but not into the next cue or beyond the video', () => {
    const [first, second] = place(cue(5, 8, 6, 'as-is', 1), cue(10, 12, 30, 'as-is'));
    expect(first).toMatchObject({ said: { from: 5, to: 10 }, speech: { from: 1, to: 6 }, lost: 1 });
    expect(second).toMatchObject({ said: { from: 10, to: 20 }, made: { from: 10, to: 20 }, lost: 20 });
  });

  it('stretches speech to its gap, within bounds', () => {
    const [fits, short, long, alike] = place(
      cue(0, 2, 1.8, 'pace'),
      cue(2, 6, 1, 'pace'),
      cue(6, 8, 3, 'pace'),
      cue(9, 11, 1.99, 'pace'),
    );
    expect(fits!.stretch).toBeCloseTo(2 / 1.8);
    expect(fits!.said.to).toBeCloseTo(2);
    expect(short).toMatchObject({ stretch: 1.2, said: { from: 2, to: 3.2 }, made: { to: 6 } });
    expect(long).toMatchObject({ stretch: 0.85 });
    expect(long!.said.to).toBeCloseTo(8.55);
    expect(alike).toMatchObject({ stretch: 1, lost: 0 });
  });

  it('leaves out what lies behind the video', () => expect(place(cue(20, 22, 1, 'pace'))).toEqual([]));
});
