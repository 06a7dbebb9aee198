import { describe, expect, it } from 'vitest';
import { readSteps, stepFor, toSteps, writeSteps } from './steps';

const spreadOver = (size: number) =>
  Float32Array.from({ length: 999 }, (_, i) => size * (0.5 + 0.55 * Math.sin(i * 12.9898)));
const back = (numbers: Float32Array, step: number) =>
  readSteps(toSteps(numbers, step), 0, new Float32Array(numbers.length));

describe('coordinates in steps', () => {
  it.each([
    [512, 1 / 16],
    [1920, 1 / 16],
    [3840, 1 / 8],
    [7680, 1 / 4],
  ])('are within half a step of those of a picture of %i px, and a little beyond its edge', (size, step) => {
    expect(stepFor(size, 9)).toBe(step);
    expect(stepFor(9, size)).toBe(step);
    const numbers = spreadOver(size);
    const worst = back(numbers, step).reduce((most, n, i) => Math.max(most, Math.abs(n - numbers[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(step / 2);
    expect(worst).toBeGreaterThan(step / 8);
  });

  it('stay at the end of the range where they are out of reach', () => {
    expect([...back(Float32Array.of(1e6, -1e6), 0.5)]).toEqual([16_383.5, -16_383.5]);
  });

  it('are written and read in their place', () => {
    const steps = toSteps([1, 2, 3, 4, 5, 6], 0.25);
    writeSteps(steps, 2, [7, 8]);
    expect([...steps.values]).toEqual([4, 8, 28, 32, 20, 24]);
    expect([...readSteps(steps, 1, new Float32Array(3))]).toEqual([2, 7, 8]);
  });
});
