import { describe, expect, it, test } from 'vitest';
import { frameRate, nearestRate } from './frame-rate';

const NTSC = 1000 / 1001;
const RATES = [12.5, 15, 24 * NTSC, 24, 25, 30 * NTSC, 30, 48, 50, 60 * NTSC, 60, 100, 120 * NTSC, 120];

/** Frame times rounded to `tick` seconds, without the frames that are `missing`, and the end of the last. */
function clip(fps: number, count: number, tick: number, missing: readonly number[] = []) {
  const all = Array.from({ length: count }, (_, i) => Math.round(i / fps / tick) * tick);
  const times = Float64Array.from(all.filter((_, i) => !missing.includes(i)));
  return [times, count / fps] as const;
}

describe('the rate of a steady video is exact', () => {
  it.each(RATES)('%f, with times as they are, in steps of 1/600, 1/90000 or a millisecond', (fps) => {
    for (const seconds of [2, 10, 600])
      for (const tick of [1e-9, 1 / 90_000, 0.001, ...(seconds > 2 && fps <= 60 ? [1 / 600] : [])])
        expect(frameRate(...clip(fps, Math.round(seconds * fps), tick)), `${seconds} s, ${tick}`).toBe(fps);
  });

  it.each(RATES)('%f, with frames missing', (fps) => {
    const two = [20, 41];
    const burst = [10, 11, 12, 13, 30, 50, 51];
    for (const missing of [two, burst])
      for (const tick of [1 / 90_000, 0.001])
        expect(frameRate(...clip(fps, 60, tick, missing)), `${missing.length}, ${tick}`).toBe(fps);
  });

  it('and one that nobody else uses is left alone', () => {
    expect(frameRate(...clip(22.131, 135, 1 / 90_000))).toBeCloseTo(22.131, 3);
    expect(frameRate(...clip(27.3, 800, 0.001))).toBeCloseTo(27.3, 2);
  });
});

/** Frames at one rate after another: `[frames a second, seconds]`. */
function varying(...parts: (readonly [number, number])[]) {
  const times: number[] = [];
  let from = 0;
  for (const [fps, seconds] of parts) {
    for (let i = 0; i < Math.round(fps * seconds); i++) times.push(from + i / fps);
    from += seconds;
  }
  return [Float64Array.from(times), from] as const;
}

describe('where the rate varies it is that of the densest stretch', () => {
  it.each([
    ['a talk, then slides', 30, varying([30, 4], [0.5, 16])],
    ['slides, then a talk', 30, varying([0.5, 16], [30, 4])],
    ['a short talk among many more frames of slides', 30, varying([2, 300], [30, 3], [2, 300])],
    ['25, then 30', 30, varying([25, 10], [30, 10])],
    ['a camera that slows down in the dark', 30, varying([30, 5], [17, 5], [30, 3], [22, 5])],
  ])('%s', (_, fps, [times, end]) => {
    expect(frameRate(times, end)).toBe(fps);
  });

  it('and unsteady frames are counted', () => {
    let seed = 1;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const times = Float64Array.from({ length: 900 }, (_v, i) => i / 30 + 0.02 * random()).sort();
    expect(frameRate(times, 30)).toBe(30);
  });
});

test('few frames', () => {
  expect(frameRate(new Float64Array(0), 0)).toBe(0);
  expect(frameRate(Float64Array.from([0]), 0.04)).toBe(25);
  expect(frameRate(Float64Array.from([0]), 5)).toBe(25);
  expect(frameRate(Float64Array.from([0, 0.033]), 0.066)).toBe(30);
  // One of them is missing.
  expect(frameRate(Float64Array.from([0, 0.1, 0.3]), 0.4)).toBe(10);
});

test('the nearest common rate, not the first one near enough', () => {
  expect(nearestRate(30, 0.002)).toBe(30);
  expect(nearestRate(29.985, 0.002)).toBe(30 * NTSC);
  expect(nearestRate(23.98, 0.002)).toBe(24 * NTSC);
  expect(nearestRate(17.3, 0.002)).toBe(17.3);
});
