import { expect, test } from 'vitest';
import { radialLog } from './radial-log';

test('is r² log r² of near and far points', () => {
  let worst = 0;
  for (let squared = 1e-6; squared < 1e10; squared *= 1.0007)
    worst = Math.max(worst, Math.abs(radialLog(squared) / squared - Math.log(squared)));
  expect(worst).toBeLessThan(2e-8);
});

test('is nothing at the point itself', () => {
  expect(radialLog(0)).toBe(0);
});
