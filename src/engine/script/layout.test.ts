import { expect, it } from 'vitest';
import { layOut, layoutName } from './layout';
import type { Cue } from './script';

const cue = (start: number, end: number, from: number, to: number): Cue => ({
  ...{ start, end, fit: 'as-is' },
  speech: { from, to },
});
const lay = (...cues: Cue[]) =>
  layOut({ cues, outside: { sound: 'keep' } }, { duration: 20, fps: 25, begins: 0.01 });

it('lays a speech out over the stretch of its cues, which begins on a frame', () => {
  const laid = lay(cue(5, 8, 1, 3), cue(10, 12, 4, 6));
  const frames = (laid!.range.from - 0.01) * 25;
  expect(frames).toBeCloseTo(Math.round(frames), 6);
  expect(5 - laid!.range.from).toBeGreaterThan(0.36);
  expect(5 - laid!.range.from).toBeLessThan(0.48);
  expect(laid!.range.to).toBeCloseTo(12.4, 9);
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
});
