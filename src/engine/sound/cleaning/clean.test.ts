import { describe, expect, it } from 'vitest';
import { CLEAN_RATE, cleanSound, type OpenNoiseFilter } from './clean';
import { LoudnessMeter } from './loudness';
import type { Planes } from '../planes';
import { collect, pieces, tone } from '../testing';

/** A filter that lets everything through, a frame late, and counts those that are open. */
function passing() {
  const state = { open: 0, opened: 0, openFilter };
  async function openFilter(): ReturnType<OpenNoiseFilter> {
    state.open++;
    state.opened++;
    let before = new Float32Array(480);
    return {
      ...{ rate: CLEAN_RATE, size: 480, delay: 480 },
      process(frame) {
        const now = frame.slice();
        frame.set(before);
        before = now;
      },
      close: () => void state.open--,
    };
  }
  return state;
}

const sound = (...voices: Float32Array[]) => {
  const planes = voices as Planes;
  return () => pieces(planes, [1000, 333]);
};
const loudness = (planes: Planes) => {
  const meter = new LoudnessMeter();
  meter.push(planes);
  return meter.integrated;
};

/** Amplitude of a tone in the middle of a sound. */
function level(plane: Float32Array | undefined, hertz: number): number {
  const piece = plane?.subarray(CLEAN_RATE / 2, CLEAN_RATE) ?? [];
  let [re, im] = [0, 0];
  piece.forEach((value, i) => {
    re += value * Math.cos((2 * Math.PI * hertz * i) / CLEAN_RATE);
    im += value * Math.sin((2 * Math.PI * hertz * i) / CLEAN_RATE);
  });
  return (2 * Math.hypot(re, im)) / piece.length;
}

describe('cleanSound', () => {
  it('makes what is faint as loud as what is loud, as long as it was and in time', async () => {
    for (const amplitude of [0.02, 0.9]) {
      const voice = tone(440, CLEAN_RATE, 72_345, { level: amplitude });
      const [clean] = await collect(cleanSound(sound(voice), 1, passing().openFilter));
      expect(clean).toHaveLength(72_345);
      expect(loudness([clean!])).toBeCloseTo(-16, 1);
      // Where the tone crosses zero upwards it still does, but for what the high-pass turns it by.
      const phase =
        clean!.findIndex((value, i) => i > 48_000 && value <= 0 && clean![i + 1]! > 0) % (CLEAN_RATE / 440);
      const turned = Math.min(phase, CLEAN_RATE / 440 - phase) / (CLEAN_RATE / 440);
      expect(turned).toBeLessThan(0.05);
    }
  });

  it('takes rumble out and leaves voices', async () => {
    const [voice, rumble] = [
      tone(300, CLEAN_RATE, 72_000, { level: 0.2 }),
      tone(25, CLEAN_RATE, 72_000, { level: 0.2 }),
    ];
    const both = voice.map((value, i) => value + rumble[i]!);
    const [clean] = await collect(cleanSound(sound(both), 1, passing().openFilter));
    // Butterworth of order 2: 1 / √(1 + (80 / f)⁴) of the amplitude.
    const share = level(clean, 25) / level(clean, 300);
    expect(share).toBeCloseTo(Math.sqrt((1 + (80 / 300) ** 4) / (1 + (80 / 25) ** 4)), 2);
  });

  it('keeps two channels apart, each with a filter of its own', async () => {
    const filters = passing();
    const [left, right] = [
      tone(300, CLEAN_RATE, 72_000, { level: 0.4 }),
      tone(700, CLEAN_RATE, 72_000, { level: 0.1 }),
    ];
    const clean = await collect(cleanSound(sound(left, right), 2, filters.openFilter));
    expect(level(clean[0], 700)).toBeLessThan(0.001);
    expect(level(clean[1], 300)).toBeLessThan(0.001);
    expect(level(clean[0], 300) / level(clean[1], 700)).toBeCloseTo(4, 1);
    expect([filters.opened, filters.open]).toEqual([4, 0]);
  });

  it('leaves silence silent, and closes its filters when it is left', async () => {
    const filters = passing();
    const silent = new Float32Array(72_000).fill(1e-6);
    for await (const piece of cleanSound(sound(silent), 1, filters.openFilter)) {
      expect(Math.max(...piece[0]!)).toBeLessThan(1e-5);
      break;
    }
    expect(filters.open).toBe(0);
  });
});
