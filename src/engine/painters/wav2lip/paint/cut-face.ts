import type { Rotation } from '../../../core/media-info';
import { planes, type Picture, type Plane } from '../../../picture/picture';
import { uprightToCoded } from '../../../face/track/face-window';
import type { ColorNumbers } from './color';
import type { FaceBox } from './face-box';

/** Two neighbours along one axis and the share of the second, for each of `size` samples. */
type Axis = { readonly low: Int32Array; readonly high: Int32Array; readonly share: Float32Array };

/**
 * Cuts a box out of a picture and scales it to `size` × `size` as OpenCV's bilinear `resize` does (pixel centres
 * at half, no smoothing before, the box's own edge repeated). Gives blue, green and red, one plane after another,
 * [3, size, size], whole numbers 0…255. Picture, box and result are as coded (before rotation).
 */
export function cutFace(
  picture: Picture,
  box: FaceBox,
  size: number,
  color: ColorNumbers,
  into: Float32Array,
): void {
  const sources = planes(picture);
  const places = sources.map((plane, index) => axes(box, size, plane, index === 0 ? 1 : 2));
  const rows = sources.map(() => new Float64Array(size)) as [Float64Array, Float64Array, Float64Array];
  const { lift, y: yGain, c, kr, kg, kb } = color;
  const area = size * size;
  for (let row = 0; row < size; row++) {
    sources.forEach((plane, index) =>
      sampleRow(plane, places[index] as Axes, row, rows[index] as Float64Array),
    );
    const [yRow, uRow, vRow] = rows;
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const light = ((yRow[column] as number) - lift) / yGain;
      const blue = light + 2 * (1 - kb) * (((uRow[column] as number) - 128) / c);
      const red = light + 2 * (1 - kr) * (((vRow[column] as number) - 128) / c);
      into[at] = toByte(blue);
      into[area + at] = toByte((light - kb * blue - kr * red) / kg);
      into[2 * area + at] = toByte(red);
    }
  }
}

const toByte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

type Axes = { readonly across: Axis; readonly down: Axis };

function axes({ x1, y1, x2, y2 }: FaceBox, size: number, plane: Plane, shrink: number): Axes {
  return {
    across: axis(x1, x2, size, plane.width, shrink),
    down: axis(y1, y2, size, plane.height, shrink),
  };
}

function axis(from: number, to: number, size: number, limit: number, shrink: number): Axis {
  const [low, high, share] = [new Int32Array(size), new Int32Array(size), new Float32Array(size)];
  for (let i = 0; i < size; i++) {
    const centre = from + ((i + 0.5) * (to - from)) / size - 0.5;
    const inside = Math.min(Math.max(centre, from), Math.max(from, to - 1));
    // A chroma sample lies between two luma pixels: sample k at 2 k + 0.5.
    const position = shrink === 1 ? inside : (inside - 0.5) / 2;
    const clamped = Math.min(Math.max(position, 0), limit - 1);
    low[i] = Math.floor(clamped);
    high[i] = Math.min(Math.floor(clamped) + 1, limit - 1);
    share[i] = clamped - Math.floor(clamped);
  }
  return { low, high, share };
}

/** One row of samples of a plane, into `into`. */
function sampleRow({ data, width }: Plane, { across, down }: Axes, row: number, into: Float64Array): void {
  const top = (down.low[row] as number) * width;
  const bottom = (down.high[row] as number) * width;
  const fy = down.share[row] as number;
  for (let column = 0; column < into.length; column++) {
    const left = across.low[column] as number;
    const right = across.high[column] as number;
    const fx = across.share[column] as number;
    const upper = (data[top + left] as number) * (1 - fx) + (data[top + right] as number) * fx;
    const lower = (data[bottom + left] as number) * (1 - fx) + (data[bottom + right] as number) * fx;
    into[column] = upper * (1 - fy) + lower * fy;
  }
}

/**
 * Turns [planes, size, size] squares between the coded and the upright picture: `upright` says which of the two
 * `into` shall be. Returns `from` itself where the video is not rotated.
 */
export function turnFace(
  from: Float32Array,
  size: number,
  rotation: Rotation,
  upright: boolean,
  into: Float32Array,
): Float32Array {
  if (rotation === 0) return from;
  const area = size * size;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = uprightToCoded(column, row, rotation, size, size);
      const standing = row * size + column;
      const coded = y * size + x;
      for (let plane = 0; plane < from.length; plane += area) {
        if (upright) into[plane + standing] = from[plane + coded] as number;
        else into[plane + coded] = from[plane + standing] as number;
      }
    }
  }
  return into;
}
