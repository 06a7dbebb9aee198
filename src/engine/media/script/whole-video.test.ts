import { describe, expect, it } from 'vitest';
import { frameAt, wholePlan } from './whole-video';

const fps = 25;
const plan = { fps, base: Int32Array.of(2, 3, 4), keep: Uint8Array.of(1, 0, 0) };
const steady = Float64Array.from({ length: 10 }, (_, i) => i / fps);

describe('wholePlan', () => {
  it('puts a stretch into a video of constant rate', () => {
    const whole = wholePlan(plan, steady, undefined);
    expect([...whole.base]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...whole.keep]).toEqual([1, 1, 1, 0, 0, 1, 1, 1, 1, 1]);
    expect(whole).toMatchObject({ output: 2, source: 0, steady: true });
    whole.times.forEach((time, i) => expect(time).toBeCloseTo(i / fps, 9));
  });

  it('counts a stretch from where it was tracked', () => {
    const whole = wholePlan(plan, steady, { from: 3 / fps, to: 1 });
    expect(whole).toMatchObject({ output: 5, source: 3 });
    expect([...whole.keep].indexOf(0)).toBe(6);
  });

  it('shows other frames at their own times where the rate varies', () => {
    const times = Float64Array.of(0, 0.04, 0.16, 0.2, 0.3, 0.34, 0.5);
    // On a clock of 25 a second: the frames from 0.16 s on, one of them twice.
    const varied = { fps, base: Int32Array.of(2, 3, 3, 3), keep: Uint8Array.of(1, 0, 0, 0) };
    const whole = wholePlan(varied, times, undefined);
    expect(whole.steady).toBe(false);
    expect([...whole.base]).toEqual([0, 1, 2, 3, 3, 3, 4, 5, 6]);
    const expected = [0, 0.04, 0.16, 0.2, 0.24, 0.28, 0.3, 0.34, 0.5];
    whole.times.forEach((time, i) => expect(time).toBeCloseTo(expected[i]!, 9));
    expect([...whole.keep]).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1]);
    // Also where an encoder has rounded the times.
    whole.times.forEach((time, i) => {
      for (const off of [-1e-3, 0, 1e-3]) expect(frameAt(whole, time + off)).toBe(i);
    });
  });

  it('lets what follows a stretch that lasts longer or shorter come later or earlier', () => {
    const longer = { ...plan, base: Int32Array.of(2, 3, 3, 4), keep: Uint8Array.of(1, 0, 0, 0) };
    const whole = wholePlan(longer, steady, undefined, true, undefined, 1);
    expect([...whole.base]).toEqual([0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9]);
    whole.times.forEach((time, i) => expect(time).toBeCloseTo(i / fps, 9));
    const shorter = {
      ...plan,
      base: Int32Array.of(2, 4),
      keep: Uint8Array.of(1, 0),
      seams: Int32Array.of(1),
    };
    const cut = wholePlan(shorter, steady, undefined, true, undefined, -1);
    expect([...cut.base]).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    expect([...(cut.seams ?? [])]).toEqual([3]);
    const times = Float64Array.of(0, 0.04, 0.16, 0.2, 0.3, 0.34, 0.5);
    const varied = { fps, base: Int32Array.of(2, 3, 3, 3, 3), keep: Uint8Array.of(1, 0, 0, 0, 0) };
    const late = wholePlan(varied, times, undefined, true, undefined, 1);
    const expected = [0, 0.04, 0.16, 0.2, 0.24, 0.28, 0.32, 0.34, 0.38, 0.54];
    late.times.forEach((time, i) => expect(time).toBeCloseTo(expected[i]!, 9));
  });

  it('puts a stretch into a part of a video', () => {
    const whole = wholePlan(plan, steady, undefined, true, { from: 2 / fps, to: 7 / fps });
    expect([...whole.base]).toEqual([2, 3, 4, 5, 6]);
    expect([...whole.keep]).toEqual([1, 0, 0, 1, 1]);
    expect(whole).toMatchObject({ output: 0, source: 0, steady: true });
    whole.times.forEach((time, i) => expect(time).toBeCloseTo(i / fps, 9));
  });
});
