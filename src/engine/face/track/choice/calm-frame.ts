import { quantile } from '../../../math/statistics';
import type { FaceTrack } from '../face-track';
import { measuredFrames, type FaceFrames } from '../face-frames';
import { EYE_CORNERS, TRACKED, trackedIndex } from '../landmarks';

/** Seconds before the end, and share of all there is, in which a calm frame is looked for. */
const LAST = 2;
const MOST = 0.5;
/** Lids that are nearer to each other than this, as a share of how far apart they mostly are, are closing. */
const BLINKING = 0.75;
/** Of two frames as calm as each other the one that is a second later counts as so much calmer. */
const LATER = 0.5;

/** Upper and lower lid of either eye. */
const LIDS = [
  [159, 145],
  [386, 374],
] as const;

/**
 * Position in `frames` (frames of the track, in the order in which they are shown) of the last one that can stand for
 * long: the face moves least there and its eyes are open. The last of all where there is no face.
 */
export function calmFrame(track: FaceTrack, frames: Int32Array): number {
  const last = frames.length - 1;
  const { times, present } = track;
  const end = times[frames[last] as number] ?? 0;
  const first = Math.ceil(last * MOST);
  const read = measuredFrames(track);
  const looks = [...frames.keys()].slice(Math.max(1, first), last + 1).flatMap((at) => {
    const [before, frame] = [frames[at - 1] as number, frames[at] as number];
    const late = end - (times[frame] as number);
    if (late > LAST || before === frame || present[before] !== 1 || present[frame] !== 1) return [];
    return [{ at, late, ...lookAt(read, before, frame) }];
  });
  if (looks.length === 0) return last;
  const open =
    BLINKING *
    quantile(
      looks.map(({ lids }) => lids),
      0.5,
    );
  // A frame is as restless as the step to it, or the one from it.
  const restless = looks.map(
    ({ moved, late }, i) => (1 + LATER * late) * Math.max(moved, looks[i + 1]?.moved ?? 0),
  );
  let best = -1;
  looks.forEach(({ lids }, i) => {
    if (lids >= open && (best < 0 || restless[i]! <= restless[best]!)) best = i;
  });
  return looks[best]?.at ?? last;
}

/** How far the points of a face moved from frame to frame, and how far its lids are apart, in widths between the eyes. */
function lookAt({ read }: FaceFrames, before: number, frame: number): { moved: number; lids: number } {
  const was = read(before).slice();
  const is = read(frame);
  const apart = ([a, b]: readonly [number, number]) =>
    distance(is, 3 * trackedIndex(a), is, 3 * trackedIndex(b));
  const unit = Math.max(1e-6, apart(EYE_CORNERS));
  const moved = TRACKED.reduce((sum, _, i) => sum + distance(is, 3 * i, was, 3 * i), 0) / TRACKED.length;
  return { moved: moved / unit, lids: LIDS.reduce((sum, pair) => sum + apart(pair), 0) / unit };
}

const distance = (a: Float32Array, i: number, b: Float32Array, k: number) =>
  Math.hypot((a[i] as number) - (b[k] as number), (a[i + 1] as number) - (b[k + 1] as number));
