import type { Rotation } from '../core/media-info';
import { planes, type Picture, type Plane } from './picture';

/**
 * A picture turned clockwise and then, where it is `mirrored`, flipped left to right, written into `data`, which has as
 * many bytes as the picture.
 */
export function turnPicture(picture: Picture, turn: Rotation, data: Uint8Array, mirrored = false): Picture {
  const { width, height } = picture;
  const turned = turn % 180 === 0 ? { width, height, data } : { width: height, height: width, data };
  const to = planes(turned);
  planes(picture).forEach((plane, i) =>
    turnPlane(plane, pathOf(turn, mirrored, to[i] as Plane), to[i] as Plane),
  );
  return turned;
}

/** Where the first sample goes, and by how much the place moves with each column and row. */
type Path = { readonly start: number; readonly column: number; readonly row: number };

function pathOf(turn: Rotation, mirrored: boolean, { width, height }: Plane): Path {
  const [right, below] = [width - 1, (height - 1) * width];
  const path = (
    {
      0: { start: 0, column: 1, row: width },
      90: { start: right, column: width, row: -1 },
      180: { start: right + below, column: -1, row: -width },
      270: { start: below, column: -width, row: 1 },
    } as const
  )[turn];
  if (!mirrored) return path;
  const atLeft = path.start % width === 0;
  const start = path.start + (atLeft ? right : -right);
  return turn % 180 === 0
    ? { start, column: -path.column, row: path.row }
    : { start, column: path.column, row: -path.row };
}

function turnPlane({ data, width, height }: Plane, { start, column, row }: Path, to: Plane): void {
  for (let y = 0; y < height; y++)
    for (let x = 0, at = start + y * row; x < width; x++, at += column)
      to.data[at] = data[y * width + x] as number;
}
