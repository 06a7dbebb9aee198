import { expect, it } from 'vitest';
import { cleanSamples } from './clean-samples';

it('makes silence of what is no number and leaves the rest', () => {
  const samples = Float32Array.of(0.5, NaN, -1.5, Infinity, -Infinity, 1e30, 0);
  cleanSamples(samples);
  expect([...samples]).toEqual([0.5, 0, -1.5, 0, 0, 0, 0]);
});
