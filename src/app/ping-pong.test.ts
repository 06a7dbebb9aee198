import { expect, it } from 'vitest';
import { pingPongTime } from './ping-pong';

it.each([
  [0, 0, false],
  [3, 3, false],
  [4, 4, false],
  [5, 3, true],
  [7.5, 0.5, true],
  [8, 0, false],
  [9, 1, false],
])('after %d s a video of 4 s stands at %d', (time, at, backwards) => {
  expect(pingPongTime(time, 4)).toEqual({ at, backwards });
});

it('stands still where there is no length yet', () => {
  expect(pingPongTime(3, NaN)).toEqual({ at: 0, backwards: false });
});
