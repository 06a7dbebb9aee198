/**
 * Raised cosine from 1 at `distance` ≤ 0 down to 0 at `distance` ≥ `width`. Flat at both ends: a linear ramp
 * shows a crease where it ends.
 */
export function feather(distance: number, width: number): number {
  if (distance <= 0) return 1;
  if (distance >= width) return 0;
  // cos(π t) = -sin(π (t - 1/2)), whose series is off by less than 6·10⁻⁸ here: `Math.cos` takes several times as long.
  const angle = Math.PI * (distance / width - 0.5);
  const z = angle * angle;
  const sine = angle * (1 - (z / 6) * (1 - (z / 20) * (1 - (z / 42) * (1 - (z / 72) * (1 - z / 110)))));
  return 0.5 - 0.5 * sine;
}

/**
 * Signed distance of (x, y) to the polygon [n, 2]: negative inside, positive outside; the polygon may be
 * concave and of either orientation.
 */
export function polygonDistance(polygon: ArrayLike<number>, x: number, y: number): number {
  let nearest = Infinity;
  let inside = false;
  const length = polygon.length;
  let px = polygon[length - 2] as number;
  let py = polygon[length - 1] as number;
  for (let i = 0; i < length; i += 2) {
    const qx = polygon[i] as number;
    const qy = polygon[i + 1] as number;
    const dx = qx - px;
    const dy = qy - py;
    const square = dx * dx + dy * dy;
    const t = square > 0 ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / square)) : 0;
    const ex = x - px - t * dx;
    const ey = y - py - t * dy;
    nearest = Math.min(nearest, ex * ex + ey * ey);
    if (py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px) inside = !inside;
    px = qx;
    py = qy;
  }
  return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
}
