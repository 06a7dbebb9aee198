import { uprightToCoded } from '../../face/track/face-window';
import { EYE_CORNERS, JAW, OUTER_LIP, SHAPE_POINTS, TRACKED, trackedIndex } from '../../face/track/landmarks';
import { readSteps, type Steps } from '../../face/track/steps';
import type { VideoInfo } from '../../core/media-info';

/** Lower face contour from the left temple over the chin to the right one. */
const CONTOUR = [
  234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454,
].map(trackedIndex);

/**
 * What the warp of the lower face holds in place: still points, nose, cheeks, and the jaw's upper ends, beside
 * which the background begins.
 */
const HELD = [
  1, 2, 98, 327, 4, 5, 6, 195, 50, 280, 205, 425, 117, 346, 234, 454, 93, 323, 132, 361, 58, 288, 172, 397,
  33, 263, 133, 362,
].map(trackedIndex);

/** Jaw points that follow the speech: the chin and the contour beside it. */
const MOVING_JAW = JAW.filter((landmark) => ![172, 58, 397, 288].includes(landmark)).map(trackedIndex);
const OUTER = OUTER_LIP.map(trackedIndex);

export const HELD_POINTS = HELD;
/** Points that the warp of the lower face moves: the outer lip and the chin (positions in `SHAPE` and in `TRACKED` alike). */
export const MOVED_POINTS = [...OUTER, ...MOVING_JAW];
export const CONTOUR_POINTS = CONTOUR;

/** Points around the mouth that place a donor's skin on the base frame's: nose, cheeks, chin. */
export const SKIN_POINTS = [1, 2, 98, 327, 205, 425, 187, 411, 152, 148, 377, 199, 200, 132, 361].map(
  trackedIndex,
);

/** [n, 2] points of the upright picture as points of the coded one, in place. */
function toCoded(points: Float32Array, { rotation, codedWidth, codedHeight }: VideoInfo): Float32Array {
  if (rotation === 0) return points;
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = uprightToCoded(
      points[i] as number,
      points[i + 1] as number,
      rotation,
      codedWidth,
      codedHeight,
    );
    points[i] = x;
    points[i + 1] = y;
  }
  return points;
}

/** The landmarks of one source frame in the coded picture, [TRACKED, 2]; `points`: [frames, TRACKED, 2], upright. */
export function frameOf(points: Steps, frame: number, video: VideoInfo): Float32Array {
  const face = new Float32Array(TRACKED.length * 2);
  return toCoded(readSteps(points, frame * face.length, face), video);
}

/** The target of one output frame in the coded picture, [60, 2]; `target`: [frames, 60, 2], upright. */
export function targetOf(target: Steps, index: number, video: VideoInfo): Float32Array {
  const mouth = new Float32Array(SHAPE_POINTS * 2);
  return toCoded(readSteps(target, index * mouth.length, mouth), video);
}

const [LEFT, RIGHT] = EYE_CORNERS.map(trackedIndex) as [number, number];
const FOREHEAD = trackedIndex(10);
const CHIN = trackedIndex(152);

/**
 * Size of the face in a frame, pixels. From the outer eye corners, but not less than what the face's height
 * says: in a side view the eyes come close to each other.
 */
export function faceUnit(frame: Float32Array): number {
  const apart = (a: number, b: number) =>
    Math.hypot(
      (frame[2 * a] as number) - (frame[2 * b] as number),
      (frame[2 * a + 1] as number) - (frame[2 * b + 1] as number),
    );
  return Math.max(apart(LEFT, RIGHT), 0.5 * apart(FOREHEAD, CHIN));
}

/** Copies some points of [n, 2] `from` into `into`, one after another. */
export function pick(from: Float32Array, positions: readonly number[], into: Float32Array): Float32Array {
  positions.forEach((position, i) => {
    into[2 * i] = from[2 * position] as number;
    into[2 * i + 1] = from[2 * position + 1] as number;
  });
  return into;
}
