import { planes, type Picture, type Plane } from '../../../picture/picture';
import type { Box } from '../../../picture/box';
import { eliminate } from '../../../math/thin-plate';
import type { FaceBox } from './face-box';
import type { FacePlanes } from './face-planes';
import type { MouthRegion } from './mouth-region';

/** How a generated face is enlarged: `linear` as OpenCV's `resize` does, `cubic` keeps edges crisper. */
export type Enlarge = 'linear' | 'cubic';

/** Slope of the cubic kernel at distance 1 (Keys 1981; −0.75 as in OpenCV). */
const SLOPE = -0.75;
/** Colours are matched where the generated face shows this much: on the fading rim of the region. */
const MATCH_FROM = 0.02;
const MATCH_TO = 0.7;

/**
 * Paints a generated face over a picture, in place. `box`: where the face belongs, `region`: what of it is shown.
 * `match`: its colours are first brought to the picture's by the plane a + b x + c y that fits the difference on
 * the region's rim best (light that changes from one side of the mouth to the other included).
 */
export function pasteFace(
  frame: Picture,
  box: FaceBox,
  face: FacePlanes,
  region: MouthRegion,
  enlarge: Enlarge,
  match: boolean,
): void {
  planes(frame).forEach((plane, index) => {
    const shrink = index > 0 ? 2 : 1;
    const part = partOf(region.box, shrink);
    const alpha = index > 0 ? region.halfAlpha : region.alpha;
    const texture = enlarged(face.planes[index] as Float32Array, face.size, box, part, shrink, enlarge);
    if (match) matchColours(plane, part, alpha, texture);
    blend(plane, part, alpha, texture);
  });
}

/** A region's samples in one plane. */
const partOf = ({ x, y, width, height }: Box, shrink: number): Box =>
  shrink === 1
    ? { x, y, width, height }
    : { x: x / 2, y: y / 2, width: Math.ceil(width / 2), height: Math.ceil(height / 2) };

/** Four neighbours of each of `count` samples and their weights, [count, 4]. */
type Taps = { readonly index: Int32Array; readonly weight: Float32Array };

function taps(
  first: number,
  count: number,
  from: number,
  to: number,
  size: number,
  shrink: number,
  enlarge: Enlarge,
): Taps {
  const index = new Int32Array(4 * count);
  const weight = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) {
    // Centre of the sample in luma pixels, then in the generated face.
    const centre = shrink === 1 ? first + i : 2 * (first + i) + 0.5;
    const position = ((centre - from + 0.5) * size) / (to - from) - 0.5;
    const low = Math.floor(position);
    const weights = kernel(position - low, enlarge);
    for (let k = 0; k < 4; k++) {
      index[4 * i + k] = Math.min(Math.max(low - 1 + k, 0), size - 1);
      weight[4 * i + k] = weights[k] as number;
    }
  }
  return { index, weight };
}

function kernel(f: number, enlarge: Enlarge): readonly number[] {
  if (enlarge === 'linear') return [0, 1 - f, f, 0];
  const g = 1 - f;
  const before = SLOPE * f * g * g;
  const left = ((SLOPE + 2) * f - (SLOPE + 3)) * f * f + 1;
  const after = SLOPE * f * f * g;
  return [before, left, 1 - before - left - after, after];
}

/** One plane of the face at the size of the part: first down each column of the small picture, then across. */
function enlarged(
  source: Float32Array,
  size: number,
  box: FaceBox,
  part: Box,
  shrink: number,
  enlarge: Enlarge,
): Float32Array {
  const across = taps(part.x, part.width, box.x1, box.x2, size, shrink, enlarge);
  const down = taps(part.y, part.height, box.y1, box.y2, size, shrink, enlarge);
  const line = new Float32Array(size);
  const result = new Float32Array(part.width * part.height);
  for (let row = 0; row < part.height; row++) {
    line.fill(0);
    for (let k = 0; k < 4; k++) {
      const share = down.weight[4 * row + k] as number;
      const at = (down.index[4 * row + k] as number) * size;
      if (share === 0) continue;
      for (let i = 0; i < size; i++) line[i] = (line[i] as number) + share * (source[at + i] as number);
    }
    const start = row * part.width;
    for (let column = 0; column < part.width; column++) {
      const c = 4 * column;
      result[start + column] =
        (across.weight[c] as number) * (line[across.index[c] as number] as number) +
        (across.weight[c + 1] as number) * (line[across.index[c + 1] as number] as number) +
        (across.weight[c + 2] as number) * (line[across.index[c + 2] as number] as number) +
        (across.weight[c + 3] as number) * (line[across.index[c + 3] as number] as number);
    }
  }
  return result;
}

function matchColours(plane: Plane, part: Box, alpha: Float32Array, texture: Float32Array): void {
  const { width: w, height: h } = part;
  const sums = new Float64Array(12);
  let count = 0;
  for (let row = 0; row < h; row++) {
    const y = row / h - 0.5;
    for (let column = 0; column < w; column++) {
      const i = row * w + column;
      const share = alpha[i] as number;
      if (share < MATCH_FROM || share > MATCH_TO) continue;
      const x = column / w - 0.5;
      const there = plane.data[(part.y + row) * plane.width + part.x + column] as number;
      addObservation(sums, x, y, there - (texture[i] as number));
      count++;
    }
  }
  if (count < 12) return;
  for (let k = 0; k < 3; k++) sums[5 * k] = (sums[5 * k] as number) + 1e-3 * count;
  eliminate(sums, 3, 1);
  const [base, slopeX, slopeY] = [sums[3] as number, sums[7] as number, sums[11] as number];
  for (let row = 0; row < h; row++) {
    const level = base + slopeY * (row / h - 0.5);
    for (let column = 0; column < w; column++) {
      const i = row * w + column;
      texture[i] = (texture[i] as number) + level + slopeX * (column / w - 0.5);
    }
  }
}

/** Adds one observation value ≈ a + b x + c y to the normal equations [3, 4]. */
function addObservation(sums: Float64Array, x: number, y: number, value: number): void {
  sums[0] = (sums[0] as number) + 1;
  sums[1] = (sums[1] as number) + x;
  sums[2] = (sums[2] as number) + y;
  sums[3] = (sums[3] as number) + value;
  sums[4] = (sums[4] as number) + x;
  sums[5] = (sums[5] as number) + x * x;
  sums[6] = (sums[6] as number) + x * y;
  sums[7] = (sums[7] as number) + x * value;
  sums[8] = (sums[8] as number) + y;
  sums[9] = (sums[9] as number) + x * y;
  sums[10] = (sums[10] as number) + y * y;
  sums[11] = (sums[11] as number) + y * value;
}

function blend(plane: Plane, part: Box, alpha: Float32Array, texture: Float32Array): void {
  for (let row = 0; row < part.height; row++) {
    const line = (part.y + row) * plane.width + part.x;
    for (let column = 0; column < part.width; column++) {
      const i = row * part.width + column;
      const share = alpha[i] as number;
      if (share === 0) continue;
      const value = (plane.data[line + column] as number) * (1 - share) + (texture[i] as number) * share;
      plane.data[line + column] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
}
