import { expect, test } from 'vitest';
import { fadeShares, wantFilmed } from '../timeline/fade';
import { pausedFrames, pauses } from './pauses';
import { curveOf } from '../plan/testing';

/** Silent from 1 s to 1.6 s, for 80 ms at 2 s, and from 2.6 s to the end at 3 s. */
const curve = curveOf(
  3,
  () => 0,
  (at) => ((at > 1 && at < 1.6) || (at > 2 && at < 2.08) || at > 2.6 ? -90 : -20),
);

test('a long quiet stretch is a pause, a short one is not', () => {
  const paused = pauses(curve);
  expect(paused[125]).toBe(1);
  expect(paused[204]).toBe(0);
  expect(paused[50]).toBe(0);
});

test('the mouth goes on after the voice and begins before it, but not at the ends of the speech', () => {
  const paused = pauses(curve);
  expect(shown(Uint8Array.from(paused, Math.ceil))).toEqual([
    ...Array.from({ length: 19 }, (_, i) => 116 + i),
    ...Array.from({ length: 25 }, (_, i) => 276 + i),
  ]);
});

const shown = (paused: Uint8Array) => [...paused.keys()].filter((i) => paused[i] === 1);

test('music in which nobody speaks is a pause, however loud', () => {
  const loud = curveOf(3, () => 0);
  const music = { ...loud, voice: loud.voice.map((_, row) => (row >= 70 && row < 190 ? 0.1 : 0.9)) };
  const paused = pauses(music);
  expect(paused[130]).toBe(1);
  expect(paused[50]).toBe(0);
  expect(paused[200]).toBe(0);
});

test('a speech that is hardly taken for a voice at all is heard all the same', () => {
  const strange = curveOf(3, () => 0);
  const paused = pauses({ ...strange, voice: strange.voice.map((_, row) => (row < 30 ? 0.9 : 0.1)) });
  expect(Math.max(...paused)).toBe(0);
});

test('frames well within a long pause are left to the footage', () => {
  // 1.01 s … 1.60 s is frames 25.25 … 40; four at each end are for the fade.
  expect(shown(pausedFrames(curve, 75, 25, 0, 4))).toEqual([30, 31, 32, 33, 34, 35]);
  expect(shown(pausedFrames(curve, 75, 25, 0.2, 4))).toEqual([35, 36, 37, 38, 39, 40]);
});

test('a pause at the end of the speech lasts to its last frame', () => {
  const late = curveOf(
    3,
    () => 0,
    (at) => (at > 2.2 ? -90 : -20),
  );
  expect(shown(pausedFrames(late, 75, 25, 0, 4)).at(-1)).toBe(74);
  expect(shown(pausedFrames(late, 75, 25, 0, 4))[0]).toBe(60);
});

test('the painted mouth goes within four frames and comes back within four', () => {
  const share = fadeShares(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0));
  expect([...share].map((part) => Math.round(part * 10))).toEqual([
    ...[10, 10, 8, 6, 4, 2, 0, 0, 2, 4, 6, 8, 10],
  ]);
});

test('as it fades it takes the shape that was filmed', () => {
  const wanted = Float32Array.of(1, 1, 1, 1, 1, 1);
  wantFilmed(wanted, Float32Array.of(0, 0, 3, 5), Int32Array.of(1, 1, 0), Float32Array.of(1, 0.5, 0), 2);
  expect([...wanted]).toEqual([1, 1, 2, 3, 0, 0]);
});
