import type { Rotation } from '../media-info';
import { planes, type Picture, type Plane } from '../picture';

/** A square of the upright picture; pixels. It may reach beyond the picture's edges. */
export type Window = { readonly x: number; readonly y: number; readonly size: number };

/** The smallest centred square that holds the whole picture. */
export function wholePicture(width: number, height: number): Window {
  const size = Math.max(width, height);
  return { x: (width - size) / 2, y: (height - size) / 2, size };
}

/**
 * The landmark model looks at a square of 1.5 × the face, 192 pixels wide; a window of twice the face shown at
 * 256 pixels gives it just that resolution, however large the video is.
 */
const WINDOW_PER_FACE = 2;
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
  const [lumaPlane, uPlane, vPlane] = planes(picture);
  const scale = window.size / pixels;
  const taps = Math.max(1, Math.round(scale));
  // The coded position is affine in the target pixel: origin + column step + row step.
  const at = (x: number, y: number) => uprightToCoded(x, y, rotation, picture.width, picture.height);
  const [x0, y0] = at(window.x, window.y);
  const [x1, y1] = at(window.x + scale, window.y);
  const [x2, y2] = at(window.x, window.y + scale);
  const column = [x1 - x0, y1 - y0] as const;
  const row = [x2 - x0, y2 - y0] as const;
  for (let j = 0; j < pixels; j++) {
    for (let i = 0; i < pixels; i++) {
      let luma = 0;
      let inside = 0;
      for (let b = 0; b < taps; b++) {
        for (let a = 0; a < taps; a++) {
          const u = i + (a + 0.5) / taps - 0.5 / scale;
          const v = j + (b + 0.5) / taps - 0.5 / scale;
          const sample = taps > 1 ? nearest : bilinear;
          const value = sample(lumaPlane, x0 + u * column[0] + v * row[0], y0 + u * column[1] + v * row[1]);
          if (value < 0) continue;
          luma += value;
          inside++;
        }
      }
      const target = 4 * (j * pixels + i);
      into[target + 3] = 255;
      if (inside === 0) {
        into[target] = into[target + 1] = into[target + 2] = 0;
        continue;
      }
      const u = i + 0.5 - 0.5 / scale;
      const v = j + 0.5 - 0.5 / scale;
      const cx = (x0 + u * column[0] + v * row[0]) / 2;
      const cy = (y0 + u * column[1] + v * row[1]) / 2;
      const blue = clampedNearest(uPlane, cx, cy) - 128;
      const red = clampedNearest(vPlane, cx, cy) - 128;
      const y = 1.164 * (luma / inside - 16);
      into[target] = y + 1.596 * red;
      into[target + 1] = y - 0.392 * blue - 0.813 * red;
      into[target + 2] = y + 2.017 * blue;
    }
  }
}

/** Sample at the nearest pixel, or -1 outside. */
function nearest({ data, width, height }: Plane, x: number, y: number): number {
  const column = Math.round(x);
  const row = Math.round(y);
  if (column < 0 || row < 0 || column >= width || row >= height) return -1;
  return data[row * width + column] as number;
}

/** Bilinear sample with the edge repeated for half a pixel, or -1 outside. */
function bilinear({ data, width, height }: Plane, x: number, y: number): number {
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return -1;
  const cx = Math.min(Math.max(x, 0), width - 1);
  const cy = Math.min(Math.max(y, 0), height - 1);
  const left = Math.min(Math.floor(cx), width - 2);
  const top = Math.min(Math.floor(cy), height - 2);
  const fx = cx - left;
  const fy = cy - top;
  const at = top * width + left;
  const upper = (data[at] as number) * (1 - fx) + (data[at + 1] as number) * fx;
  const lower = (data[at + width] as number) * (1 - fx) + (data[at + width + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}

function clampedNearest({ data, width, height }: Plane, x: number, y: number): number {
  const column = Math.min(Math.max(Math.round(x), 0), width - 1);
  const row = Math.min(Math.max(Math.round(y), 0), height - 1);
  return data[row * width + column] as number;
}
