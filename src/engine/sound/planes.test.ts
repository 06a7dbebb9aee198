import { describe, expect, it } from 'vitest';
import { toChannels } from './planes';

/** Channels of two samples each: 1, 2, 4, 8 … */
const channels = (count: number) => Array.from({ length: count }, (_, i) => new Float32Array(2).fill(2 ** i));
const firsts = (planes: Float32Array[]) => planes.map(([value]) => value);

describe('a sound in another number of channels', () => {
  it('stands in both as mono, and as their mean in one', () => {
    expect(firsts(toChannels(channels(1), 2))).toEqual([1, 1]);
    expect(firsts(toChannels(channels(2), 1))).toEqual([1.5]);
    expect(firsts(toChannels(channels(2), 2))).toEqual([1, 2]);
  });

  it('keeps the first two of a layout that is not known', () => {
    expect(firsts(toChannels(channels(9), 2))).toEqual([1, 2]);
  });

  it('stands left and right of 5.1', () => {
    expect(firsts(toChannels(channels(1), 6))).toEqual([1, 1, 0, 0, 0, 0]);
    expect(firsts(toChannels(channels(2), 6))).toEqual([1, 2, 0, 0, 0, 0]);
    // As for stereo: left and centre and left surround at −3 dB.
    const [left, right, ...rest] = firsts(toChannels(channels(5), 6));
    expect(left).toBeCloseTo(1 + (4 + 8) * Math.SQRT1_2, 5);
    expect(right).toBeCloseTo(2 + (4 + 16) * Math.SQRT1_2, 5);
    expect(rest).toEqual([0, 0, 0, 0]);
  });

  it('is 5.1 as it was', () => {
    const given = channels(6);
    expect(toChannels(given, 6)).toBe(given);
  });

  it('loses neither centre nor surrounds of 6.1', () => {
    const [left, right] = toChannels(channels(7), 2) as [Float32Array, Float32Array];
    expect(left[0]).toBeCloseTo(1 + (4 + 32) * Math.SQRT1_2 + 16 / 2, 4);
    expect(right[0]).toBeCloseTo(2 + (4 + 64) * Math.SQRT1_2 + 16 / 2, 4);
  });

  it('is folded as the ITU says where it is 5.1: centre and surrounds 3 dB down, without the low-frequency channel', () => {
    const [left, right] = firsts(toChannels(channels(6), 2));
    expect(left).toBeCloseTo(1 + (4 + 16) * Math.SQRT1_2, 5);
    expect(right).toBeCloseTo(2 + (4 + 32) * Math.SQRT1_2, 5);
  });
});
