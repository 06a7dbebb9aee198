import { expect, it } from 'vitest';
import { LOUDNESS_RATE, LoudnessMeter } from './loudness';
import type { Planes } from '../planes';
import { tone } from '../testing';

/** A tone of 1 kHz on both sides: levels in dB of full scale, each for so many seconds. */
function measured(parts: readonly (readonly [level: number, seconds: number])[], channels = 2): number {
  const meter = new LoudnessMeter();
  for (const [level, seconds] of parts) {
    const sound = tone(1000, LOUDNESS_RATE, seconds * LOUDNESS_RATE, { level: 10 ** (level / 20) });
    for (let at = 0; at < sound.length; at += 7777) {
      const piece = sound.slice(at, at + 7777);
      const planes: Planes = Array.from({ length: channels }, () => piece);
      meter.push(planes);
    }
  }
  return meter.integrated;
}

// The signals of EBU Tech 3341, "minimum requirements" 1 to 5, and what a meter has to show, ±0.1 LU.
it.each([
  ['1', [[-23, 20]], -23],
  ['2', [[-33, 20]], -33],
  [
    '3: pauses do not count',
    [
      [-36, 10],
      [-23, 60],
      [-36, 10],
    ],
    -23,
  ],
  [
    '4: nor does silence',
    [
      [-72, 10],
      [-36, 10],
      [-23, 60],
      [-36, 10],
      [-72, 10],
    ],
    -23,
  ],
  [
    '5',
    [
      [-26, 20],
      [-20, 20.1],
      [-26, 20],
    ],
    -23,
  ],
] as const)('EBU Tech 3341, signal %s', (_, parts, wanted) => {
  expect(Math.abs(measured(parts) - wanted)).toBeLessThan(0.1);
});

it('takes one channel for two that are alike', () => {
  expect(measured([[-23, 5]], 1)).toBeCloseTo(measured([[-23, 5]], 2), 6);
});

it('knows no loudness of silence, nor of less than a block', () => {
  expect(measured([[-90, 5]])).toBe(-Infinity);
  expect(measured([[-10, 0.3]])).toBe(-Infinity);
});
