import { FRAME_SIZE, type FaceFrames } from './face-frames';
import type { FaceTrack } from './face-track';
import { EYE_CORNERS, trackedIndex } from './landmarks';
import { SHAPE_SIZE } from './mouth/mouth-shape';
import type { Steps } from './steps';

/** Frames [from, to) that show one face in one shot. */
export type Stretch = { readonly from: number; readonly to: number };

/** A head does not jump by this share of its eye distance between two frames; a cut does. */
export const CUT = 0.5;

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
    points.step * (points.values[index * FRAME_SIZE + 3 * point + axis] as number);
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
export function smoothFrames(track: FaceTrack): FaceFrames {
  const { width, height, times, present, points } = track;
  const stretchOf = finder(stretches(track));
  const face = new Float32Array(FRAME_SIZE);
  const read = (frame: number) => {
    const { from, to } = stretchOf(frame) ?? { from: frame, to: frame + 1 };
    // Near the ends the window shrinks evenly, so that it stays centred.
    const room = Math.min(frame - from, to - 1 - frame);
    smooth(points, frame, QUADRATIC_5, room, face, 0, SHAPE_SIZE);
    smooth(points, frame, QUADRATIC_9, room, face, SHAPE_SIZE, FRAME_SIZE);
    return face;
  };
  return { ...{ width, height, times, present }, read };
}

/** Finds the stretch that a frame belongs to; the last one found is looked at first, since frames are read in runs. */
function finder(all: readonly Stretch[]): (frame: number) => Stretch | undefined {
  let last: Stretch | undefined;
  return (frame) => {
    const holds = ({ from, to }: Stretch) => from <= frame && frame < to;
    if (!last || !holds(last)) last = all.find(holds);
    return last;
  };
}

/** Numbers [from, to) of a frame, each the weighted mean of itself and of up to `room` neighbours on either side. */
function smooth(
  { step, values }: Steps,
  frame: number,
  weights: readonly number[],
  room: number,
  into: Float32Array,
  from: number,
  to: number,
): void {
  const reach = Math.min(weights.length - 1, room);
  const at = frame * FRAME_SIZE;
  let total = weights[0] as number;
  for (let k = 1; k <= reach; k++) total += 2 * (weights[k] as number);
  for (let i = from; i < to; i++) {
    let sum = (weights[0] as number) * (values[at + i] as number);
    for (let k = 1; k <= reach; k++) {
      const [before, after] = [values[at + i - k * FRAME_SIZE], values[at + i + k * FRAME_SIZE]];
      sum += (weights[k] as number) * ((before as number) + (after as number));
    }
    into[i] = (step * sum) / total;
  }
}
