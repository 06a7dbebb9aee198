import { quantile } from '../../../math/statistics';
import type { FaceTrack } from '../face-track';
import { OUTER_LIP, TRACKED, trackedIndex } from '../landmarks';

/** Where a mouth is over a whole video: shares of the upright picture's width and height, 0…1. */
export type MouthPlace = {
  /** Its middle, where it is most of the time. */
  readonly x: number;
  readonly y: number;
  /** What it covers on its way: lips and movement of the head. */
  readonly width: number;
  readonly height: number;
};

const LIPS = OUTER_LIP.map(trackedIndex);
/** So many frames tell where a mouth is. */
const LOOKS = 500;
/** A face that was mistaken, or a glance aside, does not count. */
const RARE = 0.05;

/** The place of the mouth that a track follows; null where no face was found. */
export function mouthPlace({ width, height, present, points }: FaceTrack): MouthPlace | null {
  const every = Math.max(1, Math.floor(present.length / LOOKS));
  const edges = { left: [], top: [], right: [], bottom: [] } as Record<Edge, number[]>;
  for (let frame = 0; frame < present.length; frame += every) {
    if (present[frame] !== 1) continue;
    const at = (point: number, axis: number) =>
      (points.values[3 * (frame * TRACKED.length + point) + axis] as number) * points.step;
    const [xs, ys] = [LIPS.map((point) => at(point, 0)), LIPS.map((point) => at(point, 1))];
    edges.left.push(Math.min(...xs) / width);
    edges.right.push(Math.max(...xs) / width);
    edges.top.push(Math.min(...ys) / height);
    edges.bottom.push(Math.max(...ys) / height);
  }
  if (edges.left.length === 0) return null;
  const [left, top] = [quantile(edges.left, RARE), quantile(edges.top, RARE)];
  const [right, bottom] = [quantile(edges.right, 1 - RARE), quantile(edges.bottom, 1 - RARE)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

type Edge = 'left' | 'top' | 'right' | 'bottom';
