import { expect, it } from 'vitest';
import { progressIcon } from './favicon';

const dash = (fraction: number) => {
  const svg = decodeURIComponent(progressIcon(fraction, false).replace('data:image/svg+xml,', ''));
  const [, done, all] = /stroke-dasharray="([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return Number(done) / Number(all);
};

it('closes its ring with the work', () => {
  expect(dash(0)).toBe(0);
  expect(dash(0.5)).toBeCloseTo(0.5, 2);
  expect(dash(1)).toBe(1);
  expect(dash(1.5)).toBe(1);
});

it('looks different while it is paused', () => {
  expect(progressIcon(0.5, true)).not.toBe(progressIcon(0.5, false));
});
