import { expect, test } from 'vitest';
import { follow, wholePicture } from './face-window';

test('the window follows a face only when it has to', () => {
  const face = (x: number, y: number, size: number) => Float32Array.from([x, y, 0, x + size, y + size, 0]);
  const window = { x: 100, y: 100, size: 200 };
  expect(follow(window, face(150, 150, 100), 2)).toBe(window);
  expect(follow(window, face(165, 150, 100), 2)).toBe(window);
  expect(follow(window, face(190, 150, 100), 2)).toEqual({ x: 140, y: 100, size: 200 });
  expect(follow(window, face(150, 150, 140), 2).size).toBe(280);
  expect(wholePicture(1080, 1920)).toEqual({ x: -420, y: 0, size: 1920 });
});
