import { flatFrame, measuredFrames } from '../../src/engine/face/track/face-frames';
import { EYE_CORNERS, OUTER_LIP, trackedIndex } from '../../src/engine/face/track/landmarks';
import type { FaceTrack } from '../../src/engine/face/track/face-track';

/** Points [n, 2] in pixels. */
export type Points = Float32Array;

/** All tracked points of a frame, flat; null where it has no face. */
export function pointsOf(track: FaceTrack, frame: number): Points | null {
  if (track.present[frame] !== 1) return null;
  return flatFrame(measuredFrames(track), frame);
}

const LIP = OUTER_LIP.map(trackedIndex);
const [LEFT, RIGHT] = EYE_CORNERS.map(trackedIndex) as [number, number];

/** Outline of the outer lip, [20, 2]. */
export function lipOutline(points: Points): Points {
  return Float32Array.from(LIP.flatMap((i) => [points[2 * i] as number, points[2 * i + 1] as number]));
}

/** Distance of the outer eye corners, pixels: the unit of length of a face. */
export function eyeDistance(points: Points): number {
  return Math.hypot(
    (points[2 * LEFT] as number) - (points[2 * RIGHT] as number),
    (points[2 * LEFT + 1] as number) - (points[2 * RIGHT + 1] as number),
  );
}

export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Whole pixels around points grown by `margin`, inside a picture less one pixel on each side. */
export function boxAround(points: Points, margin: number, width: number, height: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i] as number);
    right = Math.max(right, points[i] as number);
    top = Math.min(top, points[i + 1] as number);
    bottom = Math.max(bottom, points[i + 1] as number);
  }
  return {
    left: Math.max(1, Math.floor(left - margin)),
    top: Math.max(1, Math.floor(top - margin)),
    right: Math.min(width - 2, Math.ceil(right + margin)),
    bottom: Math.min(height - 2, Math.ceil(bottom + margin)),
  };
}

/** Convex hull of points, [m, 2] (Andrew's monotone chain, 1979). */
export function convexHull(points: Points): Points {
  const sorted = Array.from(
    { length: points.length / 2 },
    (_, i) => [points[2 * i], points[2 * i + 1]] as [number, number],
  ).sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (ordered: [number, number][]) => {
    const chain: [number, number][] = [];
    for (const point of ordered) {
      while (
        chain.length > 1 &&
        !turnsLeft(chain.at(-2) as [number, number], chain.at(-1) as [number, number], point)
      )
        chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return Float32Array.from([...half(sorted), ...half(sorted.reverse())].flat());
}

function turnsLeft(
  [ax, ay]: [number, number],
  [bx, by]: [number, number],
  [cx, cy]: [number, number],
): boolean {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0;
}

/** First and last column of each row that a convex polygon covers, [height, 2]; first > last where it covers none. */
export function rowSpans(hull: Points, height: number): Int32Array {
  const spans = new Int32Array(2 * height);
  for (let y = 0; y < height; y++) {
    let [first, last] = [Infinity, -Infinity];
    for (let i = 0; i < hull.length; i += 2) {
      const j = (i + 2) % hull.length;
      const [x0, y0, x1, y1] = [hull[i], hull[i + 1], hull[j], hull[j + 1]] as [
        number,
        number,
        number,
        number,
      ];
      if (y < Math.min(y0, y1) || y > Math.max(y0, y1)) continue;
      const ends = y0 === y1 ? [x0, x1] : [x0 + ((x1 - x0) * (y - y0)) / (y1 - y0)];
      first = Math.min(first, ...ends);
      last = Math.max(last, ...ends);
    }
    spans[2 * y] = first === Infinity ? 1 : Math.floor(first);
    spans[2 * y + 1] = first === Infinity ? 0 : Math.ceil(last);
  }
  return spans;
}
