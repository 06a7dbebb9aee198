import { describe, expect, it } from 'vitest';
import { lengthened, movedBy, movesOf, samplesOf } from './moves';
import { longerBy, placeCues, timeInResult } from './place-cues';
import type { Cue } from './script';

const cue = (start: number, end: number, length: number, from = 0): Cue => ({
  ...{ start, end, fit: 'as-is' },
  speech: { from, to: from + length },
});
const place = (...cues: Cue[]) => placeCues({ cues }, { duration: 20, fps: 25 });

describe('placeCues', () => {
  it('lets speech that is short leave the rest of its gap silent', () =>
    expect(place(cue(5, 8, 2))).toEqual([
      {
        ...{ said: { from: 5, to: 7 }, made: { from: 5, to: 8 }, filmed: { from: 5, to: 8 } },
        speech: { from: 0, to: 2 },
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

  it('lets the picture give by whole frames, and all that follows move along', () => {
    const placed = place({ ...cue(5, 8, 3.5), fit: 'picture' }, cue(10, 12, 1), {
      ...cue(13, 15, 1.01),
      fit: 'picture',
    });
    expect(placed.map(longerBy)).toEqual([0.52, 0, -0.96].map((by) => expect.closeTo(by, 9) as number));
    expect(placed.map(({ lost }) => lost)).toEqual([0, 0, 0]);
    expect(placed[0]).toMatchObject({ said: { from: 5, to: 8.5 }, filmed: { from: 5, to: 8 } });
    expect(placed[1]?.said.from).toBeCloseTo(10.52, 9);
    expect(placed[1]?.filmed).toEqual({ from: 10, to: 12 });
    expect(placed[2]?.made.to).toBeCloseTo(15 + 0.52 - 0.96, 9);
    const times = [0, 5, 6.5, 8, 9, 13, 15, 19].map((time) => timeInResult(placed, time));
    const expected = [0, 5, 6.76, 8.52, 9.52, 13.52, 14.56, 18.56];
    times.forEach((time, i) => expect(time).toBeCloseTo(expected[i]!, 9));
    // The sound goes on otherwise in the middle of what is said anew.
    const moves = movesOf(placed);
    expect(moves.map(({ by }) => by)).toEqual([0.52, -0.44].map((by) => expect.closeTo(by, 9) as number));
    expect(lengthened(moves)).toBeCloseTo(-0.44, 9);
    expect([4, 9, 19].map((time) => movedBy(moves, time))).toEqual([0, moves[0]?.by, moves[1]?.by]);
    expect(samplesOf(moves, { from: 600, to: 900 }, 100)).toEqual([
      { from: 600, to: 676 },
      { from: 624, to: 848 },
    ]);
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

  it('lets the picture give only where nobody else speaks', () => {
    const shared = place(
      { ...cue(0, 3, 4), face: 1, fit: 'picture' },
      { ...cue(2, 4, 2), face: 2 },
      { ...cue(6, 8, 3), face: 1, fit: 'picture' },
    );
    expect(shared.map(longerBy)).toEqual([0, 0, 1]);
    // Who speaks on is done before it.
    const [runs] = place({ ...cue(4, 5, 9), face: 2 }, { ...cue(6, 8, 3), face: 1, fit: 'picture' });
    expect(runs?.said).toEqual({ from: 4, to: 6 });
  });

  it('leaves out what lies behind the video', () => expect(place(cue(20, 22, 1))).toEqual([]));
});
