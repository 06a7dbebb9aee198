import { expect, test } from 'vitest';
import { baseFrames, frameCount, framesWithin, pictureStart, pingPong } from './timeline';

test('ping-pong shows neither end twice in a row', () => {
  const shown = Array.from({ length: 13 }, (_, i) => pingPong(i, 4));
  expect(shown).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0]);
  expect(Array.from({ length: 3 }, (_, i) => pingPong(i, 1))).toEqual([0, 0, 0]);
  expect(Array.from({ length: 4 }, (_, i) => pingPong(i, 2))).toEqual([0, 1, 0, 1]);
});

test('the picture lasts as long as the sound, to half a frame', () => {
  for (const seconds of [0.2, 3.376, 8, 9.0924, 11.088]) {
    for (const fps of [24000 / 1001, 25, 30, 60]) {
      expect(Math.abs(frameCount(seconds, fps) / fps - seconds)).toBeLessThanOrEqual(0.5 / fps + 1e-9);
    }
  }
});

/** Frames at 25 a second, the first of them at `first`. */
const from = (first: number) => Float64Array.from({ length: 5 }, (_, i) => first + i / 25);

test('a steady video is taken frame by frame', () => {
  expect([...baseFrames(from(0), 25, 10)]).toEqual([0, 1, 2, 3, 4, 3, 2, 1, 0, 1]);
});

test.each([
  // Seconds before the first picture, and for how many frames it stands before its time.
  [0.019, 0],
  [0.043, 1],
  [0.1, 3],
  [0.7, 18],
])('a picture that comes %f s after the sound stands from the beginning', (first, waits) => {
  const base = [...baseFrames(from(first), 25, waits + 6)];
  expect(base).toEqual([...Array<number>(waits).fill(0), 0, 1, 2, 3, 4, 3]);
  // The moment that frame 1 shows is its own.
  expect(pictureStart(from(first), 25) + (waits + 1) / 25).toBeCloseTo(first + 1 / 25, 9);
  expect(Math.abs(pictureStart(from(first), 25))).toBeLessThan(0.5 / 25 + 1e-9);
});

test('a part begins with one of its pictures', () => {
  const times = from(0);
  expect(pictureStart(times, 25, { from: 0.085, to: 0.2 })).toBeCloseTo(0.08, 9);
  expect(pictureStart(times, 25, { from: 0.075, to: 0.2 })).toBeCloseTo(0.08, 9);
  // Within a picture that stands for long it begins where it is to.
  expect(pictureStart(Float64Array.from([0, 1, 1.1]), 10, { from: 0.5, to: 1.2 })).toBe(0.5);
});

test('a video of variable rate shows at each time the frame that was on then', () => {
  // One frame that stays for 0.4 s, then a burst.
  const times = Float64Array.from([0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]);
  const shown = [...baseFrames(times, 10, 8)];
  expect(shown.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(shown.slice(4)).toEqual([2, 4, 6, 7]);
});

const steady = Float64Array.from({ length: 50 }, (_, i) => i / 25);

test.each([
  [
    { from: 0, to: 2 },
    { first: 0, end: 50 },
  ],
  [
    { from: -Infinity, to: Infinity },
    { first: 0, end: 50 },
  ],
  [
    { from: 0.4, to: 1.2 },
    { first: 10, end: 30 },
  ],
  // Cut within a frame.
  [
    { from: 0.41, to: 1.21 },
    { first: 10, end: 30 },
  ],
  [
    { from: 0.43, to: 1.23 },
    { first: 11, end: 31 },
  ],
  [
    { from: 0.4, to: 0.401 },
    { first: 10, end: 11 },
  ],
  [
    { from: 7, to: 9 },
    { first: 49, end: 50 },
  ],
])('the frames of %o', (range, frames) => {
  expect(framesWithin(steady, 25, range)).toEqual(frames);
});

test('a part of a video is shown forth and back within its own ends', () => {
  expect([...baseFrames(steady, 25, 9, { from: 0.4, to: 0.56 })]).toEqual([
    10, 11, 12, 13, 12, 11, 10, 11, 12,
  ]);
});

test('a part that begins while a frame is on begins with that frame', () => {
  const times = Float64Array.from([0, 1, 1.1, 1.2, 1.3]);
  expect([...baseFrames(times, 10, 8, { from: 0.5, to: 1.4 })]).toEqual([0, 0, 0, 0, 0, 1, 2, 3]);
});

test('over 30 s of a phone that slows down in the dark, pictures stay with the sound', () => {
  // 30 frames a second in light, 15 to 24 in the dark, in turns of some seconds.
  const shownAt: number[] = [0];
  while (shownAt.at(-1)! < 30) {
    const time = shownAt.at(-1)!;
    const dark = Math.floor(time / 4) % 2 === 1;
    shownAt.push(time + 1 / (dark ? 19.5 + 4.5 * Math.sin(time) : 30));
  }
  const times = Float64Array.from(shownAt);
  const fps = (times.length - 1) / times.at(-1)!;
  const base = baseFrames(times, fps, frameCount(30, fps));
  // Whenever a frame comes on: how much later than in the video that is.
  const late = [...base].flatMap((frame, i) => (frame === base[i - 1] ? [] : [i / fps - times[frame]!]));
  expect(late.length).toBeGreaterThan(600);
  for (let from = 0; from + 25 <= late.length; from += 25) {
    const second = late.slice(from, from + 25);
    expect(Math.abs(second.reduce((sum, value) => sum + value, 0) / 25)).toBeLessThan(0.02);
  }
  expect(Math.max(...late.map(Math.abs))).toBeLessThan(1 / fps);
});
