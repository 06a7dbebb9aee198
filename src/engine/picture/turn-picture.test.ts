import { expect, it } from 'vitest';
import { pictureBytes, type Picture } from './picture';
import { turnPicture } from './turn-picture';

/** Three columns and two rows of luma; chroma of two columns and one row. */
const picture: Picture = {
  ...{ width: 3, height: 2 },
  data: Uint8Array.of(...[1, 2, 3, 4, 5, 6], ...[10, 20], ...[30, 40]),
};
const turned = (turn: 0 | 90 | 180 | 270, mirrored = false) =>
  turnPicture(picture, turn, new Uint8Array(pictureBytes(3, 2)), mirrored);

it.each([
  [0, 3, [1, 2, 3, 4, 5, 6], [10, 20]],
  [90, 2, [4, 1, 5, 2, 6, 3], [10, 20]],
  [180, 3, [6, 5, 4, 3, 2, 1], [20, 10]],
  [270, 2, [3, 6, 2, 5, 1, 4], [20, 10]],
] as const)('turns by %d degrees clockwise', (turn, width, luma, chroma) => {
  const result = turned(turn);
  expect(result.width).toBe(width);
  expect([...result.data.subarray(0, 6)]).toEqual(luma);
  expect([...result.data.subarray(6, 8)]).toEqual(chroma);
  expect([...result.data.subarray(8)]).toEqual(chroma.map((value) => value + 20));
});

it.each([
  [0, 3, [3, 2, 1, 6, 5, 4], [20, 10]],
  [90, 2, [1, 4, 2, 5, 3, 6], [10, 20]],
  [180, 3, [4, 5, 6, 1, 2, 3], [10, 20]],
  [270, 2, [6, 3, 5, 2, 4, 1], [20, 10]],
] as const)('turns by %d degrees clockwise and flips', (turn, width, luma, chroma) => {
  const result = turned(turn, true);
  expect(result.width).toBe(width);
  expect([...result.data.subarray(0, 6)]).toEqual(luma);
  expect([...result.data.subarray(6, 8)]).toEqual(chroma);
});

it('comes back after four quarters', () => {
  let now: Picture = picture;
  for (let i = 0; i < 4; i++) now = turnPicture(now, 90, new Uint8Array(pictureBytes(3, 2)));
  expect(now).toEqual(picture);
});
