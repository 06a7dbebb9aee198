import { describe, expect, it } from 'vitest';
import cases from './resample.fixture.json';
import { Resampler } from './resample';

/** Resamples in pieces of these sizes, in turns. */
function resample(input: Float32Array, from: number, to: number, pieces = [input.length]): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  for (let at = 0, turn = 0; at < input.length; turn++) {
    const size = pieces[turn % pieces.length]!;
    parts.push(resampler.push(input.subarray(at, at + size)));
    at += size;
  }
  parts.push(resampler.flush());
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}

function tone(frequency: number, rate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / rate),
  );
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

describe('Resampler', () => {
  it.each(cases)('agrees with scipy from $from to $to', ({ from, to, input, output }) => {
    const result = resample(Float32Array.from(input), from, to);
    expect(result.length).toBe(output.length);
    expect(largest(result.map((value, i) => value - output[i]!))).toBeLessThan(2e-5);
  });

  it('gives the same in pieces of any size', () => {
    const input = tone(440, 44100, 1);
    const whole = resample(input, 44100, 16000);
    expect(whole.length).toBe(16000);
    expect(resample(input, 44100, 16000, [1, 1024, 7, 333])).toEqual(whole);
  });

  it('keeps tones of the pass band in place and at full strength', () => {
    for (const [from, frequency] of [
      [48000, 1000],
      [44100, 7000],
      [96000, 100],
    ] as const) {
      const result = resample(tone(frequency, from, 1), from, 16000);
      const ideal = tone(frequency, 16000, 1);
      // The ends lack what lies outside the signal.
      const error = result.map((value, i) => value - ideal[i]!).subarray(800, 15200);
      expect(largest(error)).toBeLessThan(1e-4);
    }
  });

  it('keeps alias at least 80 dB down', () => {
    for (const frequency of [8200, 12000, 20000]) {
      const result = resample(tone(frequency, 48000, 1), 48000, 16000).subarray(800, 15200);
      expect(20 * Math.log10(largest(result))).toBeLessThan(-80);
    }
  });

  it('refuses rates that are no whole positive numbers', () => {
    expect(() => new Resampler(0, 16000)).toThrow(RangeError);
    expect(() => new Resampler(44100.5, 16000)).toThrow(RangeError);
  });
});
