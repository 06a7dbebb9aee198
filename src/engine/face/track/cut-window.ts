import type { Rotation } from '../../core/media-info';
import { planes, type Picture, type Plane } from '../../picture/picture';
import { uprightToCoded, type Window } from './face-window';

/**
 * Cuts `window` out of a coded picture, upright, as RGBA of `pixels` × `pixels` bytes in `into`. Where the
 * window is larger than that, every target pixel is the mean of a grid of samples (no aliasing); beyond the
 * picture's edge it is black. Colours are BT.601 limited range: the landmark model does not mind which.
 */
export function cutWindow(
  picture: Picture,
  rotation: Rotation,
  window: Window,
  pixels: number,
  into: Uint8ClampedArray,
): void {
  const [luma, blue, red] = planes(picture);
  const axes = windowAxes(picture, rotation, window, pixels);
  const lightOf = axes.taps > 1 ? averaging(luma, axes, pixels) : interpolating(luma, axes, pixels);
  const across = chromaIndices(axes.across, blue.width, axes.taps, pixels);
  const down = chromaIndices(axes.down, blue.height, axes.taps, pixels);
  // In a picture that lies on its side, a coded row is a column of what is cut.
  const [step, stride] = axes.sideways ? [4 * pixels, 4] : [4, 4 * pixels];
  for (let line = 0; line < pixels; line++) {
    const first = (down[line] as number) * blue.width;
    colour(lightOf(line), blue.data, red.data, across, first, into, line * stride, step);
  }
}

/** Fills one line of the target, a pixel every `step` bytes, from its luma (-1 beyond the picture) and its chroma. */
function colour(
  light: Float32Array,
  blue: Uint8Array,
  red: Uint8Array,
  across: Int32Array,
  first: number,
  into: Uint8ClampedArray,
  start: number,
  step: number,
): void {
  for (let i = 0; i < light.length; i++) {
    const target = start + i * step;
    const level = light[i] as number;
    into[target + 3] = 255;
    if (level < 0) {
      into[target] = into[target + 1] = into[target + 2] = 0;
      continue;
    }
    const chroma = first + (across[i] as number);
    const u = (blue[chroma] as number) - 128;
    const v = (red[chroma] as number) - 128;
    const y = 1.164 * (level - 16);
    into[target] = y + 1.596 * v;
    into[target + 1] = y - 0.392 * u - 0.813 * v;
    into[target + 2] = y + 2.017 * u;
  }
}

/**
 * Where the target's samples lie in the coded picture, `taps` for each target pixel in both directions. `across` runs
 * along the coded rows, which are the target's rows or, where it lies `sideways`, its columns; `down` across them.
 */
type Axes = {
  readonly across: Float64Array;
  readonly down: Float64Array;
  readonly taps: number;
  readonly sideways: boolean;
};

function windowAxes({ width, height }: Picture, rotation: Rotation, window: Window, pixels: number): Axes {
  const taps = Math.max(1, Math.round(window.size / pixels));
  const sideways = rotation === 90 || rotation === 270;
  const count = pixels * taps;
  const across = new Float64Array(count);
  const down = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const at = ((i + 0.5) * window.size) / count - 0.5;
    // Turns by 90° only exchange and flip axes: a place on the diagonal gives both.
    const [x, y] = uprightToCoded(window.x + at, window.y + at, rotation, width, height);
    across[i] = x;
    down[i] = y;
  }
  return { across, down, taps, sideways };
}

/** The sample nearest to each position, -1 outside. */
function nearest(positions: Float64Array, limit: number): Int32Array {
  const indices = new Int32Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const index = Math.round(positions[i] as number);
    indices[i] = index < 0 || index >= limit ? -1 : index;
  }
  return indices;
}

/** Luma of one line of the target, in the order of `across`; the array is used again for the next. */
type LightOf = (line: number) => Float32Array;

/** Mean luma of each target pixel's samples that lie inside the picture; -1 where none does. */
function averaging({ data, width, height }: Plane, { across, down, taps }: Axes, pixels: number): LightOf {
  const columns = nearest(across, width);
  const rows = nearest(down, height);
  const inside = Int32Array.from({ length: pixels }, (_, i) => countInside(columns, i * taps, taps));
  const sums = new Int32Array(pixels);
  const light = new Float32Array(pixels);
  return (line) => {
    sums.fill(0);
    const end = (line + 1) * taps;
    for (let tap = line * taps; tap < end; tap += 2) {
      const a = rows[tap] as number;
      const b = tap + 1 < end ? (rows[tap + 1] as number) : -1;
      if (a >= 0 && b >= 0) addTwoRows(data, a * width, b * width, columns, taps, sums);
      else if (a >= 0 || b >= 0) addRow(data, Math.max(a, b) * width, columns, taps, sums);
    }
    const lines = countInside(rows, line * taps, taps);
    for (let i = 0; i < pixels; i++) {
      const count = lines * (inside[i] as number);
      light[i] = count > 0 ? (sums[i] as number) / count : -1;
    }
    return light;
  };
}

/** Adds the samples of a coded row that starts at `a` to the sums of the target pixels, `taps` columns each. */
function addRow(data: Uint8Array, a: number, columns: Int32Array, taps: number, sums: Int32Array): void {
  for (let i = 0, tap = 0; i < sums.length; i++) {
    let sum = 0;
    for (const end = tap + taps; tap < end; tap++) {
      const column = columns[tap] as number;
      if (column >= 0) sum = (sum + (data[a + column] as number)) | 0;
    }
    sums[i] = (sums[i] as number) + sum;
  }
}

/** The same for two rows: in one go, since looking the columns up takes longer than adding. */
function addTwoRows(
  data: Uint8Array,
  a: number,
  b: number,
  columns: Int32Array,
  taps: number,
  sums: Int32Array,
): void {
  for (let i = 0, tap = 0; i < sums.length; i++) {
    let sum = 0;
    for (const end = tap + taps; tap < end; tap++) {
      const column = columns[tap] as number;
      if (column >= 0) sum = (sum + (data[a + column] as number) + (data[b + column] as number)) | 0;
    }
    sums[i] = (sums[i] as number) + sum;
  }
}

function countInside(indices: Int32Array, from: number, count: number): number {
  let inside = 0;
  for (let i = from; i < from + count; i++) if ((indices[i] as number) >= 0) inside++;
  return inside;
}

/** Bilinear luma of each target pixel, the edge repeated for half a pixel; -1 outside. */
function interpolating({ data, width, height }: Plane, { across, down }: Axes, pixels: number): LightOf {
  const columns = linear(across, width);
  const rows = linear(down, height);
  const light = new Float32Array(pixels);
  return (line) => {
    const r0 = (rows.first[line] as number) * width;
    const r1 = (rows.second[line] as number) * width;
    const fr = rows.part[line] as number;
    for (let i = 0; i < pixels; i++) {
      const c0 = columns.first[i] as number;
      const c1 = columns.second[i] as number;
      const fc = columns.part[i] as number;
      if (r0 < 0 || c0 < 0) {
        light[i] = -1;
        continue;
      }
      const upper = (data[r0 + c0] as number) * (1 - fc) + (data[r0 + c1] as number) * fc;
      const lower = (data[r1 + c0] as number) * (1 - fc) + (data[r1 + c1] as number) * fc;
      light[i] = upper * (1 - fr) + lower * fr;
    }
    return light;
  };
}

/** The two samples around each position (-1 outside) and the share of the second. */
function linear(positions: Float64Array, limit: number) {
  const first = new Int32Array(positions.length);
  const second = new Int32Array(positions.length);
  const part = new Float32Array(positions.length);
  positions.forEach((position, i) => {
    const clamped = Math.min(Math.max(position, 0), limit - 1);
    const low = Math.floor(clamped);
    first[i] = position < -0.5 || position > limit - 0.5 ? -1 : low;
    second[i] = Math.min(low + 1, limit - 1);
    part[i] = clamped - low;
  });
  return { first, second, part };
}

/** The chroma sample of each target pixel, the edge repeated. */
function chromaIndices(positions: Float64Array, limit: number, taps: number, pixels: number): Int32Array {
  const indices = new Int32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const middle = ((positions[i * taps] as number) + (positions[(i + 1) * taps - 1] as number)) / 2;
    indices[i] = Math.min(Math.max(Math.round((middle - 0.5) / 2), 0), limit - 1);
  }
  return indices;
}
