import { describe, expect, it } from 'vitest';
import { mixSounds } from './mix-sounds';
import { toChannels, type Planes } from './planes';
import { collect, pieces, tone } from './testing';

describe('mixSounds', () => {
  const over: Planes = [tone(5, 1000, 500), tone(7, 1000, 500)];
  const under: Planes = [tone(11, 1000, 800), tone(13, 1000, 800)];

  it('adds what lies under at its level, for as long as the upper sound lasts', async () => {
    const mixed = await collect(mixSounds(pieces(over, [100, 3]), pieces(under, [64]), 0.25));
    mixed.forEach((plane, channel) => {
      expect(plane).toHaveLength(500);
      plane.forEach((value, i) =>
        expect(value).toBeCloseTo((over[channel]?.[i] ?? 0) + 0.25 * (under[channel]?.[i] ?? 0), 6),
      );
    });
  });

  it('goes on alone where the lower sound ends, and lets go of it', async () => {
    let released = false;
    async function* short() {
      try {
        yield* pieces(under.map((plane) => plane.subarray(0, 90)));
        await Promise.resolve();
      } finally {
        released = true;
      }
    }
    const mixed = await collect(mixSounds(pieces(over, [64]), short(), 1));
    expect(mixed[0]?.subarray(90)).toEqual(over[0]?.subarray(90));
    expect(mixed[0]?.[89]).not.toBe(over[0]?.[89]);
    expect(released).toBe(true);
  });
});

describe('toChannels', () => {
  const channel = (value: number) => new Float32Array([value]);

  it('puts mono into both, and makes a mean of both', () => {
    expect(toChannels([channel(0.5)], 2)).toEqual([channel(0.5), channel(0.5)]);
    expect(toChannels([channel(0.5), channel(-0.25)], 1)).toEqual([channel(0.125)]);
    expect(toChannels([channel(1), channel(2)], 2)).toEqual([channel(1), channel(2)]);
  });

  it('folds 5.1 as the ITU says: centre and surrounds 3 dB down, without the low-frequency channel', () => {
    const [left, right] = toChannels([1, 2, 4, 8, 16, 32].map(channel), 2);
    expect(left?.[0]).toBeCloseTo(1 + Math.SQRT1_2 * (4 + 16), 5);
    expect(right?.[0]).toBeCloseTo(2 + Math.SQRT1_2 * (4 + 32), 5);
  });

  it('keeps the first two channels of what it does not know', () => {
    expect(toChannels([1, 2, 3, 4, 5, 6, 7, 8, 9].map(channel), 2)).toEqual([channel(1), channel(2)]);
  });
});
