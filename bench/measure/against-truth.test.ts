import { describe, expect, it } from 'vitest';
import { againstTruth, rocArea } from './against-truth';
import { freezes } from './freezes';
import { later, LIPS_SIZE, stillLips, type Lips } from './lips';

const FRAMES = 60;
const wave = (i: number) => 0.05 + 0.05 * Math.sin(i / 3);

/** A mouth all of whose points go down by `shift(i)`, that opens by `gap(i)` and is `width(i)` wide. */
function mouth(
  shift: (i: number) => number,
  gap: (i: number) => number = shift,
  width: (i: number) => number = () => 0.5,
): Lips {
  const points = new Float32Array(FRAMES * LIPS_SIZE);
  for (let i = 0; i < FRAMES; i++)
    for (let k = 1; k < LIPS_SIZE; k += 2) points[i * LIPS_SIZE + k] = shift(i);
  const numbers = (of: (i: number) => number) => Float32Array.from({ length: FRAMES }, (_, i) => of(i));
  return {
    ...{ points, present: new Uint8Array(FRAMES).fill(1) },
    ...{ openings: numbers(gap), widths: numbers(width) },
  };
}

describe('a mouth against the true one', () => {
  const truth = mouth(wave);

  it('that is the same is without fault', () => {
    const same = againstTruth(truth, truth);
    expect(same).toMatchObject({ distance: 0, velocity: 0, closed: 1, range: 1, speed: 1 });
    expect(same.opening.r).toBeCloseTo(1, 6);
  });

  it('that is late is the same again where it is read later', () => {
    const late = mouth((i) => wave(i - 2));
    const found = againstTruth(late, truth);
    expect(found.opening).toMatchObject({ lag: 2 });
    expect(found.distance).toBeGreaterThan(0.3);
    const moved = later(late, 2);
    expect([...moved.present.slice(-3)]).toEqual([1, 0, 0]);
    expect(againstTruth(moved, truth).distance).toBeCloseTo(0, 6);
    expect([...later(late, -2).present.slice(0, 3)]).toEqual([0, 0, 1]);
  });

  it('that is the same, but lower, is off by where it is alone', () => {
    const lower = againstTruth(
      mouth((i) => wave(i) + 0.03, wave),
      truth,
    );
    expect(lower.distance).toBeGreaterThan(0.5);
    expect(lower.placed).toBeCloseTo(0, 5);
  });

  it('that stays at its mean is worth nothing', () => {
    const still = againstTruth(stillLips(truth), truth);
    expect(still.distance).toBeCloseTo(1, 6);
    expect(still).toMatchObject({ velocity: 1, closed: 0.5, range: 0, speed: 0 });
    expect(still.opening.r).toBeCloseTo(0, 6);
  });

  it('that moves half as far is half as far away, and has half the range and speed', () => {
    const half = againstTruth(
      mouth((i) => 0.05 + 0.5 * (wave(i) - 0.05)),
      mouth(wave),
    );
    // The mean of the wave's 60 frames, by numpy, is 0.0511: beside it 0.05 is a little off.
    expect(half.distance).toBeCloseTo(0.5, 1);
    expect(half.velocity).toBeCloseTo(0.5, 5);
    expect(half.range).toBeCloseTo(0.5, 5);
    expect(half.speed).toBeCloseTo(0.5, 5);
  });

  it('that comes two frames late is found two frames late', () => {
    const late = againstTruth(
      mouth((i) => wave(i - 2)),
      truth,
    );
    expect(late.opening.lag).toBe(2);
    expect(late.opening.best).toBeGreaterThan(0.999);
    // numpy.corrcoef of sin(i / 3) and sin((i - 2) / 3), i < 60.
    expect(late.opening.r).toBeCloseTo(0.76881, 4);
  });

  it('counts only the frames in which both have a face', () => {
    const gone = mouth((i) => (i < 10 ? 9 : wave(i)));
    gone.present.fill(0, 0, 10);
    expect(againstTruth(gone, truth).distance).toBe(0);
  });
});

describe('rocArea', () => {
  it('agrees with the Mann-Whitney statistic', () => {
    // scipy.stats.mannwhitneyu([2, 4, 4, 7], [1, 3, 5]).statistic is 8.
    const values = [1, 3, 5, 2, 4, 4, 7];
    const marked = [true, true, true, false, false, false, false];
    expect(rocArea(values, marked)).toBeCloseTo(8 / 12, 12);
    expect(rocArea([1, 1], [true, false])).toBe(0.5);
  });
});

describe('freezes', () => {
  it('counts stays, and runs only while the wanted mouth moves', () => {
    const moving = mouth((i) => 0.01 * i);
    const donor = Int32Array.from({ length: FRAMES }, (_, i) => (i < 5 ? 7 : i));
    expect(freezes(donor, new Uint8Array(FRAMES), moving)).toEqual({ stays: 4 / 59, longest: 5 });
    const resting = mouth(() => 0.1);
    expect(freezes(donor, new Uint8Array(FRAMES), resting).longest).toBe(1);
  });

  it('leaves out what is not painted', () => {
    const keep = new Uint8Array(FRAMES).fill(1, 0, 5);
    const donor = Int32Array.from({ length: FRAMES }, (_, i) => (i < 5 ? 7 : i));
    expect(freezes(donor, keep, mouth(wave)).stays).toBe(0);
  });
});
