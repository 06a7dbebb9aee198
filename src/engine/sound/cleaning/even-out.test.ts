import { expect, it } from 'vitest';
import { LoudnessMeter } from './loudness';
import { evenedOut, usualGain } from './even-out';
import { collect, pieces, tone } from '../testing';

const RATE = 16_000;

it.each([
  ['12 dB lower', 0.025, 2],
  ['as usual', 0.1, 2],
  ['12 dB higher', 0.4, 2],
  ['a short word, 12 dB lower', 0.025, 0.3],
])('makes a recording as loud as is usual: %s', async (_, level, seconds) => {
  const voice = [tone(1000, RATE, seconds * RATE, { level })];
  const even = await collect(evenedOut(pieces(voice), pieces(voice, [333]), RATE));
  const meter = new LoudnessMeter(RATE);
  meter.push(even);
  expect(even[0]).toHaveLength(voice[0]!.length);
  expect(Math.abs(meter.spoken + 16)).toBeLessThan(0.1);
});

it('leaves silence as it is, and adds no more than 30 dB', async () => {
  const silence = [new Float32Array(RATE)];
  expect(await collect(evenedOut(pieces(silence), pieces(silence), RATE))).toEqual(silence);
  expect(20 * Math.log10(usualGain(-65))).toBeCloseTo(30, 6);
});
