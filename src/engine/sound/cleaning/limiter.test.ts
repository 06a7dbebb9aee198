import { describe, expect, it } from 'vitest';
import { CEILING_DB, Limiter } from './limiter';
import { joinPlanes, slicePlanes, type Planes } from '../planes';
import { largest, tone } from '../testing';

const RATE = 48_000;
const CEILING = 10 ** (CEILING_DB / 20);

function limit(sound: Planes, sizes: readonly number[] = [1024]): Planes {
  const limiter = new Limiter(RATE);
  let out: Planes = sound.map(() => new Float32Array(0));
  const length = sound[0]?.length ?? 0;
  for (let at = 0, turn = 0; at < length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    out = joinPlanes(out, limiter.push(slicePlanes(sound, at, at + size)));
    at += size;
  }
  return joinPlanes(out, limiter.flush());
}

describe('Limiter', () => {
  it('leaves what is under the ceiling as it is', () => {
    const quiet = tone(440, RATE, 5000, { level: 0.85 });
    expect(limit([quiet, quiet])[1]).toEqual(quiet);
  });

  it('keeps loud sound under the ceiling, and gives as many samples as it got', () => {
    const loud = tone(200, RATE, 20_000, { level: 2.5 });
    const [out] = limit([loud]) as [Float32Array];
    expect(out.length).toBe(loud.length);
    expect(largest(out)).toBeLessThanOrEqual(CEILING + 1e-6);
    expect(largest(out)).toBeGreaterThan(0.95 * CEILING);
  });

  it('sees the peaks that lie between samples', () => {
    // At a quarter of the rate, an eighth of a turn off: the samples are 0.71 of what the tone reaches.
    const tricky = tone(RATE / 4, RATE, 8000, { level: 1.2, phase: 1 / 8 });
    expect(largest(tricky)).toBeLessThan(CEILING);
    const middle = (limit([tricky])[0] as Float32Array).subarray(2000, 6000);
    // Within 0.2 dB of what keeps the tone itself under the ceiling.
    expect(20 * Math.log10(largest(middle) / (CEILING * Math.SQRT1_2))).toBeCloseTo(0, 0);
    expect(largest(middle)).toBeLessThan(CEILING * Math.SQRT1_2 * 10 ** (0.2 / 20));
  });

  it('turns down before a peak and up again after it, all channels alike', () => {
    const left = tone(200, RATE, 40_000, { level: 0.5 });
    const right = left.slice();
    for (let i = 10_000; i < 10_200; i++) left[i]! *= 4;
    const [a, b] = limit([left, right]) as [Float32Array, Float32Array];
    expect(largest(a)).toBeLessThanOrEqual(CEILING + 1e-6);
    expect(a.subarray(0, 9_700)).toEqual(left.subarray(0, 9_700));
    expect(a.subarray(10_300)).toEqual(b.subarray(10_300));
    expect(b[10_030]! / right[10_030]!).toBeLessThan(0.6);
    expect(b[39_990]! / right[39_990]!).toBeGreaterThan(0.99);
  });

  it('gives the same in pieces of any size', () => {
    const loud = tone(333, RATE, 9000, { level: 1.7 });
    expect(limit([loud], [1, 700, 13])).toEqual(limit([loud], [9000]));
  });

  it('gives all of a sound that is shorter than its look ahead', () => {
    const short = tone(333, RATE, 50, { level: 0.3 });
    expect(limit([short])[0]).toEqual(short);
  });
});
