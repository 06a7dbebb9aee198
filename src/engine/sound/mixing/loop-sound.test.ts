import { describe, expect, it } from 'vitest';
import { loopPosition, loopSound } from './loop-sound';
import { slicePlanes, type Planes } from '../planes';
import { collect, pieces, tone } from '../testing';

const ramp = (count: number): Planes => [Float32Array.from({ length: count }, (_, i) => i + 1)];
const from = (sound: Planes, sizes: number[]) => (start: number) => pieces(slicePlanes(sound, start), sizes);

describe('loopSound', () => {
  it('plays on without a seam while the sound lasts', async () => {
    const once = await collect(loopSound(from(ramp(100), [7]), 10), 90);
    expect(once).toEqual(slicePlanes(ramp(100), 0, 90));
  });

  it('goes over from the end into the beginning, at equal power', async () => {
    const [sound] = await collect(loopSound(from(ramp(100), [7, 1]), 10), 190);
    // The end, 91 … 100, lies over the beginning, 1 … 10.
    for (let i = 0; i < 10; i++) {
      const angle = (Math.PI * (i + 0.5)) / 20;
      expect(sound?.[90 + i]).toBeCloseTo(Math.cos(angle) * (91 + i) + Math.sin(angle) * (1 + i), 3);
    }
    // A round is as long as the sound without its fade, and the second one is like the first.
    expect(Array.from(sound?.subarray(100, 180) ?? [])).toEqual(Array.from({ length: 80 }, (_, i) => i + 11));
  });

  it('gives the same in pieces of any size, in every channel', async () => {
    const sound = [tone(3, 1000, 333), tone(5, 1000, 333)];
    const whole = await collect(loopSound(from(sound, [333]), 40), 2000);
    expect(await collect(loopSound(from(sound, [1, 50, 13]), 40), 2000)).toEqual(whole);
  });

  it('begins where it is asked to', async () => {
    const [sound] = await collect(loopSound(from(ramp(100), [16]), 10, 80), 30);
    expect(Array.from(sound?.subarray(0, 10) ?? [])).toEqual([81, 82, 83, 84, 85, 86, 87, 88, 89, 90]);
    expect(sound?.[25]).toBe(16);
  });

  it('loops a sound that is shorter than its fade, and ends with one that has no samples', async () => {
    expect((await collect(loopSound(from(ramp(3), [2]), 10), 50))[0]).toHaveLength(50);
    expect((await collect(loopSound(from(ramp(1), [2]), 10), 5))[0]).toEqual(new Float32Array(5).fill(1));
    expect(await collect(loopSound(from(ramp(0), [2]), 10), 5)).toEqual([]);
    expect(await collect(loopSound(from(ramp(0), [2]), 10, 4), 5)).toEqual([]);
  });
});

describe('loopPosition', () => {
  it('says where a loop is at any sample', async () => {
    const sound = tone(3.7, 1000, 300);
    const [whole] = await collect(loopSound(from([sound], [64]), 40), 2000);
    for (const at of [0, 250, 300, 500, 559, 560, 1234, 1999]) {
      const position = loopPosition(at, 300, 40);
      // The last 40 samples lie under the next round's first ones.
      if (at < 260 || position < 260) expect(sound[position]).toBe(whole?.[at]);
      expect(position).toBeLessThan(300);
    }
    expect(loopPosition(5, 0, 40)).toBe(0);
    expect(loopPosition(9, 4, 40)).toBe(3);
  });
});
