import { describe, expect, it } from 'vitest';
import { nearestFrame, orderPackets } from './frame-index';

const packet = (timestamp: number, key = false, duration = 0.04) => ({ timestamp, duration, key });

describe('orderPackets', () => {
  it('sorts frames that come in decode order', () => {
    const { times, keys, end } = orderPackets([
      packet(0, true),
      packet(0.12),
      packet(0.04),
      packet(0.08),
      packet(0.16, true),
    ]);
    expect([...times]).toEqual([0, 0.04, 0.08, 0.12, 0.16]);
    expect([...keys]).toEqual([0, 4]);
    expect(end).toBeCloseTo(0.2);
  });

  it('drops the lead-in that an edit list hides, and keeps what is on at time 0', () => {
    const { times, keys } = orderPackets([packet(-0.1, true), packet(-0.04), packet(-0.01), packet(0.03)]);
    expect([...times]).toEqual([-0.01, 0.03]);
    expect([...keys]).toEqual([]);
  });

  it('keeps one frame of those at the same time', () => {
    expect([...orderPackets([packet(0, true), packet(0), packet(0.04)]).times]).toEqual([0, 0.04]);
  });

  it('is empty for no packets', () => {
    expect(orderPackets([])).toEqual({ times: new Float64Array(0), keys: new Int32Array(0), end: 0 });
  });
});

describe('nearestFrame', () => {
  const times = Float64Array.from([0, 0.04, 0.08]);
  it('finds the nearest time', () => {
    expect([-1, 0, 0.019, 0.021, 0.0400001, 5].map((time) => nearestFrame(times, time))).toEqual([
      0, 0, 0, 1, 1, 2,
    ]);
  });
  it('is -1 without frames', () => {
    expect(nearestFrame(new Float64Array(0), 0)).toBe(-1);
  });
});
