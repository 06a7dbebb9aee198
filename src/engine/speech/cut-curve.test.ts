import { describe, expect, it } from 'vitest';
import { curveOf, model } from '../plan/testing';
import { cutCurve } from './cut-curve';

const loudUntil = (end: number) => (at: number) => (at < end ? -20 : -90);

describe('cutCurve', () => {
  it('is the same rows from another start', () => {
    const cut = cutCurve(
      curveOf(4, (at) => at),
      { from: 1.25, to: 3 },
    );
    expect(cut.duration).toBeCloseTo(1.75, 9);
    expect(cut.loudnessDb).toHaveLength(176);
    expect(cut.values[0]).toBeCloseTo(1.25, 6);
    expect(cut.values.at(-model.components)).toBeCloseTo(3, 6);
  });

  it('ends with the speech', () => {
    const cut = cutCurve(
      curveOf(2, (at) => at),
      { from: 1, to: 9 },
    );
    expect(cut.duration).toBeCloseTo(1, 9);
    expect(cut.loudnessDb).toHaveLength(101);
  });

  it('refuses a part in which nothing is said, and one that is over before it begins', () => {
    const speech = curveOf(4, (at) => at, loudUntil(2));
    expect(() => cutCurve(speech, { from: 2.5, to: 3.5 })).toThrow('input/speech-silent');
    expect(() => cutCurve(speech, { from: 5, to: 6 })).toThrow('input/speech-too-short');
  });
});
