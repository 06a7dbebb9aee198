import { expect, test } from 'vitest';
import { feather } from './feather';

test('is a raised cosine', () => {
  for (let t = 0; t <= 1; t += 1 / 512)
    expect(Math.abs(feather(7 * t, 7) - (0.5 + 0.5 * Math.cos(Math.PI * t)))).toBeLessThan(1e-7);
  expect([feather(-1, 7), feather(0, 7), feather(7, 7), feather(8, 7)]).toEqual([1, 1, 0, 0]);
});
