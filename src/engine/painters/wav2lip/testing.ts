import { pictureBytes, planes, type Picture } from '../../picture/picture';

/** A picture whose samples are `value(plane, x, y)`, x and y counting the samples of that plane. For tests. */
export function pictureOf(
  width: number,
  height: number,
  value: (plane: number, x: number, y: number) => number,
): Picture {
  const picture = { width, height, data: new Uint8Array(pictureBytes(width, height)) };
  planes(picture).forEach((plane, p) => {
    for (let i = 0; i < plane.data.length; i++)
      plane.data[i] = value(p, i % plane.width, Math.floor(i / plane.width));
  });
  return picture;
}

/** Largest difference of two lists of numbers; not a number where their lengths differ. */
export function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : NaN;
  for (let i = 0; i < b.length; i++) most = Math.max(most, Math.abs((a[i] as number) - (b[i] as number)));
  return most;
}
