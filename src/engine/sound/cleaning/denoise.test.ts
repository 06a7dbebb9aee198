import { describe, expect, it } from 'vitest';
import { denoise, type NoiseFilter } from './denoise';
import { hasSteadyNoise } from '../../speech/steady-noise';

/** Halves everything, and is as late as a real filter. */
function halving(size: number, delay: number): NoiseFilter {
  const held: number[] = Array.from({ length: delay }, () => 0);
  return {
    ...{ rate: 48_000, size, delay },
    process(frame) {
      held.push(...frame);
      frame.forEach((_, i) => (frame[i] = (held.shift() ?? NaN) / 2));
    },
  };
}

async function run(sound: Float32Array, filter: NoiseFilter, sizes: readonly number[]): Promise<number[]> {
  async function* pieces() {
    for (let at = 0, turn = 0; at < sound.length; turn++) {
      const size = sizes[turn % sizes.length] ?? 1;
      yield sound.slice(at, at + size);
      await Promise.resolve();
      at += size;
    }
  }
  const all: number[] = [];
  for await (const piece of denoise(pieces(), filter)) all.push(...piece);
  return all;
}

describe('denoise', () => {
  it.each([
    [480, 960, 4321],
    [480, 0, 4321],
    [480, 100, 960],
    [16, 40, 7],
    [16, 40, 0],
  ])('keeps length and time: frames of %i, a delay of %i, %i samples', async (size, delay, length) => {
    const sound = Float32Array.from({ length }, (_, i) => i + 1);
    const halves = Array.from(sound, (value) => value / 2);
    expect(await run(sound, halving(size, delay), [1000])).toEqual(halves);
    expect(await run(sound, halving(size, delay), [1, 700, 33])).toEqual(halves);
  });
});

describe('hasSteadyNoise', () => {
  /** A voice of 0 to −30 dB with pauses, over a floor; the floor wavers by so much. */
  const levels = (floor: number, wavers = 0, rows = 1000) =>
    Float32Array.from({ length: rows }, (_, row) => {
      const voice = row % 100 < 25 ? -80 : -15 + 15 * Math.sin(row / 7);
      return Math.max(voice, floor + wavers * Math.sin(row / 13));
    });

  it('hears a floor that is close and steady', () => {
    expect(hasSteadyNoise(levels(-10))).toBe(true);
    expect(hasSteadyNoise(levels(-16, 0.5))).toBe(true);
  });

  it('leaves alone what is clean, what wavers as voices do, and what is too short to tell', () => {
    expect(hasSteadyNoise(levels(-80))).toBe(false);
    expect(hasSteadyNoise(levels(-40))).toBe(false);
    expect(hasSteadyNoise(levels(-12, 5))).toBe(false);
    expect(hasSteadyNoise(levels(-10, 0, 150))).toBe(false);
  });
});
