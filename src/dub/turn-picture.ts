import type { Rotation } from './media-info';
import { planes, type Picture, type Plane } from './picture';

/** A picture turned clockwise, written into `data`, which has as many bytes as the picture. */
export function turnPicture(picture: Picture, turn: Rotation, data: Uint8Array): Picture {
  const { width, height } = picture;
  const turned = turn % 180 === 0 ? { width, height, data } : { width: height, height: width, data };
  const to = planes(turned);
  planes(picture).forEach((plane, i) => turnPlane(plane, turn, to[i] as Plane));
  return turned;
}

function turnPlane({ data, width, height }: Plane, turn: Rotation, to: Plane): void {
  // Where the first sample goes, and by how much the place moves with each column and row.
  const [start, column, row] = (
    {
      0: [0, 1, to.width],
      90: [to.width - 1, to.width, -1],
      180: [width * height - 1, -1, -to.width],
      270: [(to.height - 1) * to.width, -to.width, 1],
    } as const
  )[turn];
  for (let y = 0; y < height; y++)
    for (let x = 0, at = start + y * row; x < width; x++, at += column)
      to.data[at] = data[y * width + x] as number;
}
