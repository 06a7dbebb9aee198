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
        tempo: 1,
        lost: 0,
      },
    ]));

  it('lets speech that is long run on, but not into the next cue or beyond the video', () => {
    const [first, second] = place(cue(5, 8, 6, 1), cue(10, 12, 30));
    expect(first).toMatchObject({ said: { from: 5, to: 10 }, speech: { from: 1, to: 6 }, lost: 1 });
    expect(second).toMatchObject({ said: { from: 10, to: 20 }, made: { from: 10, to: 20 }, lost: 20 });
  });

  it('changes the pace of speech that does not fit, as far as that goes', () => {
    const paced = (length: number) => place({ ...cue(5, 8, length, 1), fit: 'pace' })[0];
    expect(paced(3.3)).toMatchObject({ said: { from: 5, to: 8 }, speech: { from: 1, to: 4.3 }, lost: 0 });
    expect(paced(3.3)?.tempo).toBeCloseTo(1.1, 9);
    expect(paced(2.7)?.tempo).toBeCloseTo(0.9, 9);
    expect(paced(2.7)?.said.to).toBeCloseTo(8, 9);
    expect(paced(3.02)).toMatchObject({ tempo: 1, speech: { from: 1, to: 4.02 } });
    // Too short and too long even so.
    expect(paced(1)).toMatchObject({ tempo: 0.85, made: { from: 5, to: 8 }, lost: 0 });
    expect(paced(6)).toMatchObject({ tempo: 1.2, said: { from: 5, to: 10 }, lost: 0 });
    const [cut] = place({ ...cue(5, 8, 6), fit: 'pace' }, cue(8, 9, 1));
    expect(cut).toMatchObject({ tempo: 1.2, said: { from: 5, to: 8 }, made: { from: 5, to: 8 } });
    expect(cut?.speech.to).toBeCloseTo(3.6, 9);
    expect(cut?.lost).toBeCloseTo(2.4, 9);
  });

  it('lets one person speak on while another begins', () => {
    const [first, second, third] = place(
      { ...cue(0, 3, 9), face: 1 },
      { ...cue(2, 4, 4), face: 2 },
      { ...cue(6, 7, 1), face: 1 },
    );
    expect([first?.said, second?.said, third?.said]).toEqual([
      { from: 0, to: 6 },
      { from: 2, to: 6 },
      { from: 6, to: 7 },
    ]);
  });

  it('leaves out what lies behind the video', () => expect(place(cue(20, 22, 1))).toEqual([]));
});
