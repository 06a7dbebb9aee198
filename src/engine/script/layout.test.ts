import { expect, it } from 'vitest';
import { layOut, layoutName } from './layout';
import type { Cue } from './script';

const cue = (start: number, end: number, from: number, to: number): Cue => ({
  ...{ start, end, fit: 'as-is' },
  speech: { from, to },
});
const lay = (...cues: Cue[]) =>
  layOut({ cues, outside: { sound: 'keep' } }, { duration: 20, fps: 25, begins: 0.01 });

it('lays a speech out over the stretch of its cues, which begins and ends on a frame', () => {
  const laid = lay(cue(5, 8, 1, 3), cue(10, 12, 4, 6));
  const frames = (laid!.range.from - 0.01) * 25;
  expect(frames).toBeCloseTo(Math.round(frames), 6);
  expect(5 - laid!.range.from).toBeGreaterThan(0.36);
  expect(5 - laid!.range.from).toBeLessThan(0.48);
  // So does what follows: a frame more than there are would be one from before it.
  expect(laid!.range.to).toBeCloseTo(12.41, 9);
  const [first, second] = laid!.layout.pieces;
  expect(first).toMatchObject({ from: 1, to: 3 });
  expect(first!.at + laid!.range.from).toBeCloseTo(5, 9);
  expect(second!.at + laid!.range.from).toBeCloseTo(10, 9);
  expect(laid!.layout.duration).toBeCloseTo(laid!.range.to - laid!.range.from, 9);
  // The mouth goes over a little before what is said, and comes back a little after.
  expect(laid!.made[0]!.from + laid!.range.from).toBeCloseTo(4.92, 9);
  expect(laid!.made[0]!.to + laid!.range.from).toBeCloseTo(8.08, 9);
});

it('stays within the video, and tells layouts apart', () => {
  const laid = lay(cue(0, 30, 0, 40));
  expect(laid!.range).toEqual({ from: 0.01, to: 20 });
  expect(lay(cue(25, 30, 0, 4))).toBeNull();
  expect(layoutName(laid!.layout)).not.toBe(layoutName(lay(cue(0, 30, 1, 40))!.layout));
  const { even: _, ...uneven } = lay(cue(0, 1, 0, 1), cue(2, 3, 1, 2))!.layout;
  expect(layoutName(uneven)).not.toBe(layoutName({ ...uneven, even: true }));
});

it('gives each person what they say, and makes anew as one what is said at once', () => {
  const by = (face: number, given: Cue): Cue => ({ ...given, face });
  const laid = lay(
    by(2, cue(1, 4, 0, 3)),
    by(1, cue(3, 6, 3, 9)),
    by(2, cue(7, 8, 9, 10)),
    by(1, cue(12, 13, 0, 1)),
  );
  const at = laid!.range.from;
  expect(laid!.voices.map(({ face }) => face)).toEqual([1, 2]);
  expect(laid!.voices.map(({ layout }) => layout.pieces.map((piece) => piece.at + at))).toEqual([
    [expect.closeTo(3, 9), expect.closeTo(12, 9)],
    [expect.closeTo(1, 9), expect.closeTo(7, 9)],
  ]);
  // All that is heard begins and lasts as long as what each of them says.
  expect(laid!.layout.pieces.map((piece) => piece.from)).toEqual([0, 3, 9, 0]);
  for (const { layout } of laid!.voices) expect(layout.duration).toBe(laid!.layout.duration);
  // Who runs on into what another says does so to their own next cue.
  expect(laid!.anew).toEqual([
    { made: { from: 1, to: 9 }, said: { from: 1, to: 9 } },
    { made: { from: 12, to: 13 }, said: { from: 12, to: 13 } },
  ]);
  expect(laid!.made).toHaveLength(2);
  expect(lay(cue(1, 4, 0, 3))!.voices.map(({ face }) => face)).toEqual([null]);
});
