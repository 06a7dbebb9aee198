import type { FaceTrack } from './face-track';
import { EYE_CORNERS, SHAPE_POINTS, TRACKED, trackedIndex } from './landmarks';

/** Frames [from, to) that show one face in one shot. */
export type Stretch = { readonly from: number; readonly to: number };

/** A head does not jump by this share of its eye distance between two frames; a cut does. */
const CUT = 0.5;

/** The runs of frames with a face, parted at cuts. */
export function stretches(track: FaceTrack): Stretch[] {
  const found: Stretch[] = [];
  let from = -1;
  for (let frame = 0; frame <= track.present.length; frame++) {
    const here = track.present[frame] === 1;
    if (from >= 0 && (!here || isCut(track, frame))) {
      found.push({ from, to: frame });
      from = -1;
    }
    if (here && from < 0) from = frame;
  }
  return found;
}

const [LEFT, RIGHT] = EYE_CORNERS.map(trackedIndex) as [number, number];

function isCut({ points }: FaceTrack, frame: number): boolean {
  const coordinate = (index: number, point: number, axis: number) =>
    points[(index * TRACKED.length + point) * 3 + axis] as number;
  const width = Math.hypot(
    coordinate(frame, LEFT, 0) - coordinate(frame, RIGHT, 0),
    coordinate(frame, LEFT, 1) - coordinate(frame, RIGHT, 1),
  );
  return [LEFT, RIGHT].some((point) => {
    const dx = coordinate(frame, point, 0) - coordinate(frame - 1, point, 0);
    const dy = coordinate(frame, point, 1) - coordinate(frame - 1, point, 1);
    return Math.hypot(dx, dy) > CUT * width;
  });
}

/** Savitzky-Golay smoothing weights (Savitzky and Golay 1964, quadratic): centre first, then outwards. */
const QUADRATIC_5 = [17 / 35, 12 / 35, -3 / 35];
const QUADRATIC_9 = [59 / 231, 54 / 231, 39 / 231, 14 / 231, -21 / 231];

/**
 * The track without the landmark model's trembling, delayed by nothing: lips and jaw over 5 frames (a closure
 * of two frames stays), the still points, which give the pose, over 9. Nothing is mixed across cuts and gaps.
 */
export function smoothTrack(track: FaceTrack): FaceTrack {
  const points = track.points.slice();
  const width = TRACKED.length * 3;
  for (const { from, to } of stretches(track)) {
    for (let column = 0; column < width; column++) {
      const weights = column < SHAPE_POINTS * 3 ? QUADRATIC_5 : QUADRATIC_9;
      for (let frame = from; frame < to; frame++) {
        // Near the ends the window shrinks evenly, so that it stays centred.
        const reach = Math.min(weights.length - 1, frame - from, to - 1 - frame);
        points[frame * width + column] = smoothed(
          track.points,
          weights,
          reach,
          frame * width + column,
          width,
        );
      }
    }
  }
  return { ...track, points };
}

function smoothed(
  values: Float32Array,
  weights: readonly number[],
  reach: number,
  at: number,
  step: number,
): number {
  let sum = (weights[0] as number) * (values[at] as number);
  let total = weights[0] as number;
  for (let k = 1; k <= reach; k++) {
    const weight = weights[k] as number;
    sum += weight * ((values[at - k * step] as number) + (values[at + k * step] as number));
    total += 2 * weight;
  }
  return sum / total;
}
