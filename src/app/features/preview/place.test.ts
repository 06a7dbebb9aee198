import { expect, it } from 'vitest';
import { placeInVideo } from './place';

it.each([
  ['bounce', 3, 3],
  ['bounce', 5, 3],
  ['bounce', 9, 1],
  ['repeat', 5, 1],
  ['hold', 9, 4],
] as const)('a result that has its video %s shows at %d s second %d of four', (mode, place, shown) => {
  expect(placeInVideo(place, 4, mode)).toBe(shown);
});

it('is at the beginning of what has no length', () => {
  expect(placeInVideo(2, 0, 'repeat')).toBe(0);
});
