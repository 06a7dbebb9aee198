import { describe, expect, it } from 'vitest';
import { framesOf, joinPlanes, type Planes } from '../../sound/planes';
import { stretched } from './stretch';

/** Frequency of a steady tone, hertz: from its first to its last upward crossing. */
function pitchOf(tone: Float32Array, rate: number): number {
  const crossings: number[] = [];
  for (let i = 1; i < tone.length; i++) {
    const [before, now] = [tone[i - 1]!, tone[i]!];
    if (before < 0 && now >= 0) crossings.push(i - now / (now - before));
  }
  return ((crossings.length - 1) * rate) / (crossings.at(-1)! - crossings[0]!);
}

async function stretch(planes: Planes, rate: number, channels: 1 | 2, tempo: number): Promise<Planes> {
  const pieces = async function* () {
    // Of any size.
    for (let at = 0; at < framesOf(planes); at += 5000)
      yield planes.map((plane) => plane.subarray(at, at + 5000));
  };
  let all: Planes = Array.from({ length: channels }, () => new Float32Array(0));
  for await (const part of stretched(pieces(), { rate, channels }, tempo)) all = joinPlanes(all, part);
  return all;
}

const tone = (rate: number, seconds: number) =>
  Float32Array.from({ length: seconds * rate }, (_, i) => 0.5 * Math.sin((2000 * Math.PI * i) / rate));

describe('stretched', () => {
  it.each([
    [16_000, 0.85],
    [16_000, 1.2],
    [44_100, 1.12],
    [48_000, 0.85],
    [48_000, 1.2],
  ])('keeps a tone of 1 kHz at %d Hz, %f times as fast', async (rate, tempo) => {
    const [made] = await stretch([tone(rate, 3)], rate, 1, tempo);
    expect(Math.abs(1200 * Math.log2(pitchOf(made!, rate) / 1000))).toBeLessThan(5);
    expect(Math.abs(made!.length / rate - 3 / tempo)).toBeLessThan(0.01);
    // No hole and no bump but for the last hundredth of a second.
    const loudest = (from: number, to: number) =>
      made!.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let at = 0; at + 0.03 * rate < made!.length; at += Math.round(rate / 100)) {
      expect(loudest(at, at + rate / 100)).toBeGreaterThan(0.4);
      expect(loudest(at, at + rate / 100)).toBeLessThan(0.6);
    }
  });

  it('keeps clicks where they belong, and the two sides of stereo together', async () => {
    const rate = 48_000;
    const left = new Float32Array(4 * rate);
    for (let second = 0.5; second < 4; second++) left[second * rate] = 0.9;
    const [made, right] = await stretch([left, left.map((value) => -value / 2)], rate, 2, 1.2);
    const found = [...made!].flatMap((value, i) => (value > 0.5 ? [i / rate] : []));
    expect(found).toHaveLength(4);
    found.forEach((time, i) => expect(Math.abs(time - (i + 0.5) / 1.2)).toBeLessThan(0.03));
    right!.forEach((value, i) => expect(Math.abs(value + made![i]! / 2)).toBeLessThan(1e-3));
  });

  it('takes nothing, and less than a period', async () => {
    expect(framesOf(await stretch([new Float32Array(0)], 16_000, 1, 1.2))).toBe(0);
    expect(framesOf(await stretch([new Float32Array(12)], 16_000, 1, 1.2))).toBe(10);
  });
});
