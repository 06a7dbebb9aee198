import { expect, it } from 'vitest';
import type { LongSpeech } from '../../plan/dub-plan';
import { trackOf } from '../../plan/testing';
import { outputFrames } from './output-frames';

/** Ten frames at 25 a second; the head stands from frame 5 to frame 7 alone. */
const track = trackOf(
  new Array<number>(10).fill(1),
  (frame) => 4 * Math.min(frame, 5) + 4 * Math.max(0, frame - 7),
);
const framesOf = (longSpeech: LongSpeech, seconds: number, shown?: { from: number; to: number }) => {
  const request = { track, speech: { duration: seconds }, settings: { longSpeech } };
  return outputFrames({ ...request, ...(shown && { shown }) }, 25);
};

it('runs short footage forwards and backwards, starts it again, or lets its last calm frame stand', () => {
  expect([...framesOf('bounce', 0.56).base]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5]);
  const again = framesOf('repeat', 0.96);
  expect([...again.base]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3]);
  expect([...again.seams!]).toEqual([10, 20]);
  const held = framesOf('hold', 0.48);
  expect([...held.base]).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6]);
  expect(held.holds).toBeCloseTo(6 / 25, 9);
});

it('runs forwards and backwards for a job that was stored before there was a choice', () => {
  const request = { track, speech: { duration: 0.44 }, settings: {} as { longSpeech: LongSpeech } };
  expect([...outputFrames(request, 25).base]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8]);
});

it('keeps to the part that is shown', () => {
  const shown = { from: 0.04, to: 0.2 };
  const again = framesOf('repeat', 0.4, shown);
  expect([...again.base]).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1, 2]);
  expect([...again.seams!]).toEqual([4, 8]);
});

it.each<LongSpeech>(['bounce', 'repeat', 'hold'])('plays footage that is long enough once (%s)', (mode) => {
  const { base, ...more } = framesOf(mode, 0.4);
  expect([...base]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(more).toEqual({});
});

it('lasts longer than the speech where that is wanted', () => {
  const request = { track, speech: { duration: 0.2 }, settings: { longSpeech: 'bounce' } } as const;
  expect(outputFrames({ ...request, lasts: 0.32 }, 25).base).toHaveLength(8);
});

it('ends a stretch of a longer video with its last frame, where it ends within one', () => {
  const request = { track, speech: { duration: 0.3 }, settings: { longSpeech: 'bounce' } } as const;
  const shown = { from: 0.04, to: 0.34 };
  expect([...outputFrames({ ...request, shown }, 25).base]).toEqual([1, 2, 3, 4, 5, 6, 7, 6]);
  const made = [{ from: 0, to: 0.2 }];
  expect([...outputFrames({ ...request, shown, made }, 25).base]).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
