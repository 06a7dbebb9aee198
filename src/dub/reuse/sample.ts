import type { Plane } from '../picture';

/**
 * Slope of the cubic kernel at distance 1 (Keys 1981). Catmull-Rom is -0.5, OpenCV takes -0.75. A steeper one gives
 * back the detail that moving a mouth by fractions of a pixel and mixing two takes away: the mouth's gradient energy
 * over the footage's is 0.90–0.92 with -0.75, 0.96–0.98 with -1.2, before encoding. Where nothing moves it changes
 * nothing.
 */
const SLOPE = -1.2;

/**
 * Places to sample a plane at, and the samples. Whole rows at a time: a call for each sample would put every number
 * that goes in or comes out on the heap.
 */
export class SampleRow {
  /** Continuous coordinates of pixel centres; NaN asks for nothing and gives NaN. */
  x = new Float32Array(0);
  y = new Float32Array(0);
  values = new Float32Array(0);

  /** Makes room for so many samples; what was there is lost where it grows. */
  reserve(count: number): void {
    if (this.values.length >= count) return;
    [this.x, this.y, this.values] = [0, 1, 2].map(() => new Float32Array(count)) as [
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
      Float32Array<ArrayBuffer>,
    ];
  }
}

/** Fills the first `count` values: bicubic, edges repeated, not clamped. */
export function sampleCubic(plane: Plane, { x: xs, y: ys, values }: SampleRow, count: number): void {
  const { data, width, height } = plane;
  for (let i = 0; i < count; i++) {
    const x = xs[i] as number;
    const y = ys[i] as number;
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (!(column >= 1 && row >= 1 && column + 2 < width && row + 2 < height)) {
      values[i] = Number.isNaN(x) ? NaN : cubicAtEdge(plane, x, y);
      continue;
    }
    const fx = x - column;
    const fy = y - row;
    const gx = 1 - fx;
    const gy = 1 - fy;
    const wx0 = SLOPE * fx * gx * gx;
    const wx1 = ((SLOPE + 2) * fx - (SLOPE + 3)) * fx * fx + 1;
    const wx3 = SLOPE * fx * fx * gx;
    const wx2 = 1 - wx0 - wx1 - wx3;
    const wy0 = SLOPE * fy * gy * gy;
    const wy1 = ((SLOPE + 2) * fy - (SLOPE + 3)) * fy * fy + 1;
    const wy3 = SLOPE * fy * fy * gy;
    const wy2 = 1 - wy0 - wy1 - wy3;
    const a = (row - 1) * width + column - 1;
    const b = a + width;
    const c = b + width;
    const d = c + width;
    values[i] =
      wy0 *
        (wx0 * (data[a] as number) +
          wx1 * (data[a + 1] as number) +
          wx2 * (data[a + 2] as number) +
          wx3 * (data[a + 3] as number)) +
      wy1 *
        (wx0 * (data[b] as number) +
          wx1 * (data[b + 1] as number) +
          wx2 * (data[b + 2] as number) +
          wx3 * (data[b + 3] as number)) +
      wy2 *
        (wx0 * (data[c] as number) +
          wx1 * (data[c + 1] as number) +
          wx2 * (data[c + 2] as number) +
          wx3 * (data[c + 3] as number)) +
      wy3 *
        (wx0 * (data[d] as number) +
          wx1 * (data[d + 1] as number) +
          wx2 * (data[d + 2] as number) +
          wx3 * (data[d + 3] as number));
  }
}

function cubicAtEdge({ data, width, height }: Plane, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  let sum = 0;
  for (let j = -1; j <= 2; j++) {
    const line = Math.min(Math.max(row + j, 0), height - 1) * width;
    const weight = kernel(y - row - j);
    for (let i = -1; i <= 2; i++) {
      const at = line + Math.min(Math.max(column + i, 0), width - 1);
      sum += weight * kernel(x - column - i) * (data[at] as number);
    }
  }
  return sum;
}

/** Keys' kernel at a distance of up to 2. */
function kernel(distance: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((SLOPE + 2) * d - (SLOPE + 3)) * d * d + 1;
  return SLOPE * (((d - 5) * d + 8) * d - 4);
}

/** Fills the first `count` values: bilinear with repeated edges, enough for chroma, half as fine as luma anyway. */
export function sampleLinear(
  { data, width, height }: Plane,
  { x: xs, y: ys, values }: SampleRow,
  count: number,
): void {
  const right = width > 1 ? 1 : 0;
  const below = height > 1 ? width : 0;
  for (let i = 0; i < count; i++) {
    const asked = xs[i] as number;
    if (Number.isNaN(asked)) {
      values[i] = NaN;
      continue;
    }
    const x = Math.min(Math.max(asked, 0), width - 1);
    const y = Math.min(Math.max(ys[i] as number, 0), height - 1);
    const column = Math.min(Math.floor(x), Math.max(0, width - 2));
    const row = Math.min(Math.floor(y), Math.max(0, height - 2));
    const fx = x - column;
    const fy = y - row;
    const at = row * width + column;
    const upper = (data[at] as number) * (1 - fx) + (data[at + right] as number) * fx;
    const lower = (data[at + below] as number) * (1 - fx) + (data[at + below + right] as number) * fx;
    values[i] = upper * (1 - fy) + lower * fy;
  }
}
