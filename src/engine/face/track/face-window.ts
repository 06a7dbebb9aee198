import type { Rotation } from '../../core/media-info';

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
