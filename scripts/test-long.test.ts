import { describe, expect, it } from 'vitest';
import { chosenShard, shardCount, shardOf } from './test-long';

const DAY_MS = 86_400_000;

describe('the shards of the long tests', () => {
  it('all come round, one a day', () => {
    const count = shardCount();
    const days = Array.from({ length: count }, (_, day) =>
      shardOf(new Date(Date.UTC(2026, 10, 29) + day * DAY_MS), count),
    );
    expect(days.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  });

  it('are chosen by number, by the day, or all at once', () => {
    const now = new Date(Date.UTC(2026, 0, 1));
    expect(chosenShard('3', 8, now)).toBe(3);
    expect(chosenShard('today', 8, now)).toBe(shardOf(now, 8));
    expect(chosenShard('all', 8, now)).toBeNull();
    expect(chosenShard(undefined, 8, now)).toBeNull();
    for (const none of ['0', '9', '2.5', 'x']) expect(() => chosenShard(none, 8, now)).toThrow(/1 to 8/);
  });
});
