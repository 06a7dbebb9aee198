import { expect, it } from 'vitest';
import { Ridge } from './ridge';

// numpy: np.linalg.solve(x.T @ x + s * np.eye(3), x.T @ y), x and y as below, for s = 0.5 and 20.
const X = [1, 2, 0.5, -1, 0.3, 2, 0.7, -2, 1, 3, 1, -1, 0, 0.5, 0.25];
const Y = [2, 1, 0, -1, 1.5, 0.5, -3, 2, 1, 1];
const ANSWERS = {
  0.5: [-0.286554429792, 0.664171688609, 0.0331182733732, 0.100601053851, 0.690395444454, -0.0143678883851],
  20: [-0.163008071543, 0.249153072711, -0.02436849781, 0.078229418502, 0.193805206401, -0.0647401734958],
};

it.each([0.5, 20] as const)('solves as numpy does with a strength of %d', (strength) => {
  const weights = new Ridge(X, 3, Y, 2, () => true).solve(strength);
  ANSWERS[strength].forEach((value, i) => expect(weights[i]).toBeCloseTo(value, 9));
  expect(weights).toHaveLength(ANSWERS[strength].length);
});

it('leaves out the rows that are not to be used', () => {
  const some = new Ridge(X, 3, Y, 2, (row) => row < 4).solve(1);
  const alone = new Ridge(X.slice(0, 12), 3, Y.slice(0, 8), 2, () => true).solve(1);
  expect(some).toEqual(alone);
});
