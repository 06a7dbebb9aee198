import { describe, expect, it } from 'vitest';
import { meanRate, nearestFrame, orderPackets } from './frame-index';

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

/** Frame times rounded to `tick`, and the end of the last. */
function clip(fps: number, count: number, tick: number) {
  const times = Float64Array.from({ length: count }, (_, i) => Math.round(i / fps / tick) * tick);
  return { times, end: times.at(-1)! };
}

describe('meanRate', () => {
  it('sees through times that were rounded to milliseconds', () => {
    for (const fps of [24000 / 1001, 25, 30000 / 1001, 30, 60000 / 1001]) {
      expect(meanRate(clip(fps, 300, 0.001))).toBe(fps);
    }
  });

  it('tells 29.97 from 30 and leaves odd rates alone', () => {
    expect(meanRate(clip(30000 / 1001, 900, 1 / 90000))).toBe(30000 / 1001);
    expect(meanRate(clip(22.131, 135, 1 / 90000))).toBeCloseTo(22.131, 3);
  });

  it('counts the last frame where the file tells how long it is', () => {
    expect(meanRate({ times: Float64Array.from([0, 0.1, 0.3]), end: 0.4 })).toBeCloseTo(7.5);
    expect(meanRate({ times: Float64Array.from([0]), end: 0.04 })).toBe(25);
  });

  it('is 0 without frames', () => {
    expect(meanRate({ times: new Float64Array(0), end: 0 })).toBe(0);
  });
});
