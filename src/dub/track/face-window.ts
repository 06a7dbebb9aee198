import type { Rotation } from '../media-info';
import { planes, type Picture, type Plane } from '../picture';

/** A square of the upright picture; pixels. It may reach beyond the picture's edges. */
export type Window = { readonly x: number; readonly y: number; readonly size: number };

/** The square of this size around a point. */
export const squareAround = (x: number, y: number, size: number): Window => ({
  x: x - size / 2,
  y: y - size / 2,
  size,
});

/** The smallest centred square that holds the whole picture. */
export function wholePicture(width: number, height: number): Window {
  const size = Math.max(width, height);
  return { x: (width - size) / 2, y: (height - size) / 2, size };
}

/**
 * The landmark model looks at a square of 1.5 × the face, 192 pixels wide; a window of twice the face shown at
 * 256 pixels gives it just that resolution, however large the video is.
 */
export const WINDOW_PER_FACE = 2;
export const WINDOW_PIXELS = 256;

/** How far the face may wander from the middle of its window, as a share of the window, before that follows. */
const MAX_DRIFT = 0.12;
/** Ratio of window to face outside of which the window is cut anew. */
const MIN_RATIO = 1.6;
const MAX_RATIO = 2.6;

/** Bounding box of the first `count` points of `points` ([n, 3] in upright pixels) as centre and longer side. */
export function faceExtent(points: Float32Array, count: number): { cx: number; cy: number; size: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const x = points[3 * i] as number;
    const y = points[3 * i + 1] as number;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { cx: (left + right) / 2, cy: (top + bottom) / 2, size: Math.max(right - left, bottom - top) };
}

/**
 * The window to look for the next frame's face in. It stays where it is while the face stays well inside, so
 * that the landmarks do not jitter with it.
 */
export function follow(window: Window, points: Float32Array, count: number): Window {
  const { cx, cy, size } = faceExtent(points, count);
  const drift = Math.max(
    Math.abs(cx - window.x - window.size / 2),
    Math.abs(cy - window.y - window.size / 2),
  );
  const ratio = window.size / size;
  if (drift < MAX_DRIFT * window.size && ratio > MIN_RATIO && ratio < MAX_RATIO) return window;
  const next = Math.round(WINDOW_PER_FACE * size);
  return { x: Math.round(cx - next / 2), y: Math.round(cy - next / 2), size: next };
}

/** Where pixel (x, y) of the upright picture lies in the coded one, for continuous pixel-centre coordinates. */
export function uprightToCoded(
  x: number,
  y: number,
  rotation: Rotation,
  codedWidth: number,
  codedHeight: number,
): [number, number] {
  switch (rotation) {
    case 0:
      return [x, y];
    case 90:
      return [y, codedHeight - 1 - x];
    case 180:
      return [codedWidth - 1 - x, codedHeight - 1 - y];
    case 270:
      return [codedWidth - 1 - y, x];
  }
}

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
  const light = axes.taps > 1 ? averaged(luma, axes, pixels) : interpolated(luma, axes, pixels);
  const [across, down] = [chromaIndex(blue, axes.across, axes), chromaIndex(blue, axes.down, axes)];
  for (let j = 0; j < pixels; j++) {
    for (let i = 0; i < pixels; i++) {
      const at = j * pixels + i;
      const target = 4 * at;
      const level = light[at] as number;
      into[target + 3] = 255;
      if (level < 0) {
        into[target] = into[target + 1] = into[target + 2] = 0;
        continue;
      }
      const chroma = (across[i] as number) + (down[j] as number);
      const u = (blue.data[chroma] as number) - 128;
      const v = (red.data[chroma] as number) - 128;
      const y = 1.164 * (level - 16);
      into[target] = y + 1.596 * v;
      into[target + 1] = y - 0.392 * u - 0.813 * v;
      into[target + 2] = y + 2.017 * u;
    }
  }
}

/** One direction of the target: coded positions of its samples, all along one axis of the coded picture. */
type Axis = { readonly positions: Float64Array; readonly horizontal: boolean };
/** The two directions, `taps` samples for each target pixel. Turns by 90° only exchange and flip axes. */
type Axes = { readonly across: Axis; readonly down: Axis; readonly taps: number };

function windowAxes({ width, height }: Picture, rotation: Rotation, window: Window, pixels: number): Axes {
  const scale = window.size / pixels;
  const taps = Math.max(1, Math.round(scale));
  const samples = Array.from(
    { length: pixels * taps },
    (_, s) => ((s + 0.5) * window.size) / (pixels * taps) - 0.5,
  );
  const sideways = rotation === 90 || rotation === 270;
  const coded = (x: number, y: number) => uprightToCoded(x, y, rotation, width, height);
  const across = Float64Array.from(samples, (s) => coded(window.x + s, 0)[sideways ? 1 : 0]);
  const down = Float64Array.from(samples, (s) => coded(0, window.y + s)[sideways ? 0 : 1]);
  return {
    across: { positions: across, horizontal: !sideways },
    down: { positions: down, horizontal: sideways },
    taps,
  };
}

/** Offset into a plane of the sample nearest to each position, -1 outside. */
function nearestIndex({ width, height }: Plane, { positions, horizontal }: Axis): Int32Array {
  const limit = horizontal ? width : height;
  return Int32Array.from(positions, (position) => {
    const index = Math.round(position);
    return index < 0 || index >= limit ? -1 : index * (horizontal ? 1 : width);
  });
}

/** Mean luma of each target pixel's samples that lie inside the picture; -1 where none does. */
function averaged(plane: Plane, { across, down, taps }: Axes, pixels: number): Float32Array {
  const columns = nearestIndex(plane, across);
  const rows = nearestIndex(plane, down);
  const light = new Float32Array(pixels * pixels);
  for (let j = 0; j < pixels; j++) {
    for (let i = 0; i < pixels; i++) {
      let sum = 0;
      let inside = 0;
      for (let b = j * taps; b < (j + 1) * taps; b++) {
        const row = rows[b] as number;
        if (row < 0) continue;
        for (let a = i * taps; a < (i + 1) * taps; a++) {
          const column = columns[a] as number;
          if (column < 0) continue;
          sum += plane.data[row + column] as number;
          inside++;
        }
      }
      light[j * pixels + i] = inside > 0 ? sum / inside : -1;
    }
  }
  return light;
}

/** Bilinear luma of each target pixel, the edge repeated for half a pixel; -1 outside. */
function interpolated(plane: Plane, { across, down }: Axes, pixels: number): Float32Array {
  const columns = linearAxis(plane, across);
  const rows = linearAxis(plane, down);
  const light = new Float32Array(pixels * pixels);
  for (let j = 0; j < pixels; j++) {
    const [r0, r1, fr] = [rows.first[j] as number, rows.second[j] as number, rows.part[j] as number];
    for (let i = 0; i < pixels; i++) {
      const [c0, c1, fc] = [
        columns.first[i] as number,
        columns.second[i] as number,
        columns.part[i] as number,
      ];
      if (r0 < 0 || c0 < 0) {
        light[j * pixels + i] = -1;
        continue;
      }
      const upper = (plane.data[r0 + c0] as number) * (1 - fc) + (plane.data[r0 + c1] as number) * fc;
      const lower = (plane.data[r1 + c0] as number) * (1 - fc) + (plane.data[r1 + c1] as number) * fc;
      light[j * pixels + i] = upper * (1 - fr) + lower * fr;
    }
  }
  return light;
}

/** Offsets of the two samples around each position (-1 outside) and the share of the second. */
function linearAxis({ width, height }: Plane, { positions, horizontal }: Axis) {
  const limit = horizontal ? width : height;
  const step = horizontal ? 1 : width;
  const first = new Int32Array(positions.length);
  const second = new Int32Array(positions.length);
  const part = new Float32Array(positions.length);
  positions.forEach((position, i) => {
    const clamped = Math.min(Math.max(position, 0), limit - 1);
    const low = Math.floor(clamped);
    first[i] = position < -0.5 || position > limit - 0.5 ? -1 : low * step;
    second[i] = Math.min(low + 1, limit - 1) * step;
    part[i] = clamped - low;
  });
  return { first, second, part };
}

/** Offset into a chroma plane for each target pixel, the edge repeated. */
function chromaIndex({ width, height }: Plane, { positions, horizontal }: Axis, { taps }: Axes): Int32Array {
  const limit = horizontal ? width : height;
  return Int32Array.from({ length: positions.length / taps }, (_, i) => {
    const middle = ((positions[i * taps] as number) + (positions[(i + 1) * taps - 1] as number)) / 2;
    const index = Math.min(Math.max(Math.round((middle - 0.5) / 2), 0), limit - 1);
    return index * (horizontal ? 1 : width);
  });
}
