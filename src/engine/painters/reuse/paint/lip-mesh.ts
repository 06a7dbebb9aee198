import type { Box } from '../../../picture/box';

/**
 * The mouth as triangles: a ring of skin around the lips, the lips between outer and inner contour, and the gap
 * between them. A mesh, not a spline, because lips close: then upper and lower contour meet, the gap's
 * triangles vanish, and no smooth field could do that.
 *
 * Vertices: `CONTOUR` points of the skin ring, then of the outer lip, then of the inner lip.
 */
export const CONTOUR = 20;
export const MESH_VERTICES = 3 * CONTOUR;

/** Vertex indices, three a triangle. */
export const TRIANGLES: Uint8Array = buildTriangles();

function buildTriangles(): Uint8Array {
  const triangles: number[] = [];
  const quad = (a: number, b: number, c: number, d: number) => triangles.push(a, b, c, b, d, c);
  for (const [outer, inner] of [
    [0, CONTOUR],
    [CONTOUR, 2 * CONTOUR],
  ] as const) {
    for (let i = 0; i < CONTOUR; i++) {
      const next = (i + 1) % CONTOUR;
      quad(outer + i, outer + next, inner + i, inner + next);
    }
  }
  // The gap: entry i of the lower half of the inner contour faces entry CONTOUR - i of the upper.
  const lower = (i: number) => 2 * CONTOUR + i;
  const upper = (i: number) => 2 * CONTOUR + ((CONTOUR - i) % CONTOUR);
  for (let i = 0; i < CONTOUR / 2; i++) quad(lower(i), lower(i + 1), upper(i), upper(i + 1));
  return Uint8Array.from(triangles);
}

/**
 * For every pixel of `box`, where it comes from when the mesh moves from `source` to `target` vertices (both
 * [60, 2]): x and y into `map` ([height, width, 2]), NaN outside the mesh.
 */
export function rasterizeMap(
  target: ArrayLike<number>,
  source: ArrayLike<number>,
  box: Box,
  map: Float32Array,
): void {
  map.fill(NaN, 0, 2 * box.width * box.height);
  for (let t = 0; t < TRIANGLES.length; t += 3) {
    const [a, b, c] = [TRIANGLES[t], TRIANGLES[t + 1], TRIANGLES[t + 2]] as [number, number, number];
    rasterizeTriangle(target, source, a, b, c, box, map);
  }
}

/** Pixels on a shared edge are written by both triangles, with the same value: the map is continuous. */
const EDGE = -1e-4;

function rasterizeTriangle(
  target: ArrayLike<number>,
  source: ArrayLike<number>,
  a: number,
  b: number,
  c: number,
  box: Box,
  map: Float32Array,
): void {
  const ax = (target[2 * a] as number) - box.x;
  const ay = (target[2 * a + 1] as number) - box.y;
  const bx = (target[2 * b] as number) - box.x;
  const by = (target[2 * b + 1] as number) - box.y;
  const cx = (target[2 * c] as number) - box.x;
  const cy = (target[2 * c + 1] as number) - box.y;
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (Math.abs(area) < 1e-6) return;
  // Along a row both weights and the place a pixel comes from change by a constant step.
  const stepB = (cy - ay) / area;
  const stepC = -(by - ay) / area;
  const sx = source[2 * a] as number;
  const sy = source[2 * a + 1] as number;
  const sbx = (source[2 * b] as number) - sx;
  const sby = (source[2 * b + 1] as number) - sy;
  const scx = (source[2 * c] as number) - sx;
  const scy = (source[2 * c + 1] as number) - sy;
  const fromX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 1e-3));
  const toX = Math.min(box.width - 1, Math.floor(Math.max(ax, bx, cx) + 1e-3));
  const fromY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 1e-3));
  const toY = Math.min(box.height - 1, Math.floor(Math.max(ay, by, cy) + 1e-3));
  const stepX = stepB * sbx + stepC * scx;
  const stepY = stepB * sby + stepC * scy;
  for (let y = fromY; y <= toY; y++) {
    const wb = ((fromX - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
    const wc = ((bx - ax) * (y - ay) - (fromX - ax) * (by - ay)) / area;
    // How many steps from `fromX` on each of the three weights is not negative.
    let first = 0;
    let last = toX - fromX;
    for (let side = 0; side < 3; side++) {
      const weight = (side === 0 ? wb : side === 1 ? wc : 1 - wb - wc) - EDGE;
      const step = side === 0 ? stepB : side === 1 ? stepC : -stepB - stepC;
      if (step > 0) first = Math.max(first, Math.ceil(-weight / step));
      else if (step < 0) last = Math.min(last, Math.floor(-weight / step));
      else if (weight < 0) last = -1;
    }
    let fromSourceX = sx + wb * sbx + wc * scx + first * stepX;
    let fromSourceY = sy + wb * sby + wc * scy + first * stepY;
    const line = 2 * (y * box.width + fromX);
    for (let to = line + 2 * first; to <= line + 2 * last; to += 2) {
      map[to] = fromSourceX;
      map[to + 1] = fromSourceY;
      fromSourceX += stepX;
      fromSourceY += stepY;
    }
  }
}
