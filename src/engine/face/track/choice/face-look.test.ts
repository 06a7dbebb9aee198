import { expect, test } from 'vitest';
import { pictureBytes, type Picture } from '../../../picture/picture';
import { LOOK_BYTES, LOOKS, LOWER_LOOKS, faceLook, isSameAbove } from './face-look';

test('reads the colours under the mesh, in a picture that lies on its side as in an upright one', () => {
  const [width, height] = [64, 48];
  const picture: Picture = { width, height, data: new Uint8Array(pictureBytes(width, height)).fill(77) };
  // Luma rises by 3 a pixel along the coded picture's rows.
  for (let i = 0; i < width * height; i++) picture.data[i] = 3 * (i % width);
  const upright = Float32Array.from({ length: 468 * 3 }, (_, i) => (i % 3 === 0 ? 20 : i % 3 === 1 ? 30 : 0));
  const look = new Uint8Array(LOOK_BYTES);
  faceLook(picture, 0, upright, look);
  expect([...look]).toEqual(Array.from({ length: LOOKS }, () => [60, 77, 77]).flat());
  // Turned by 90°, the upright picture's x is the coded y, and its y the coded x.
  faceLook(picture, 90, upright, look);
  expect([...look]).toEqual(Array.from({ length: LOOKS }, () => [90, 77, 77]).flat());
});

test('a face below which something else appears is the same above; another face is not', () => {
  const look = (luma: number, chroma: number) =>
    Uint8Array.from({ length: LOOK_BYTES }, (_, i) => (i % 3 === 0 ? luma : chroma));
  const before = look(120, 130);
  const covered = look(123, 131);
  covered.fill(30, 0, 3 * LOWER_LOOKS);
  expect(isSameAbove(before, covered)).toBe(true);
  expect(isSameAbove(before, look(140, 130))).toBe(false);
  expect(isSameAbove(before, look(120, 136))).toBe(false);
});
