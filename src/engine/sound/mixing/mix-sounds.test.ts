import { describe, expect, it } from 'vitest';
import { mixSounds } from './mix-sounds';
import type { Planes } from '../planes';
import { collect, pieces, tone } from '../testing';

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
