import { measuredFrames } from '../../face/track/face-frames';
import type { FaceTrack } from '../../face/track/face-track';
import { EYE_CORNERS, POSE, trackedIndex } from '../../face/track/landmarks';
import type { Timeline } from '../../plan/dub-plan';
import type { PlanRequest } from '../kind';

type Wanted = Required<Pick<PlanRequest, 'retimed'>> &
  Pick<PlanRequest, 'evenly'> & { readonly fps: number; readonly count: number };

/** Seconds at either end of a stretch that stay as they are: the mouth goes over into the filmed one there. */
const BORDER = 0.08;
/** At most so much is held or taken out frame by frame, seconds; and of a stretch so many frames. */
const [MOST, SHARE] = [1, 0.5];
/** Of two frames that move alike, the one that is a second later counts as so much calmer. */
const LATER = 0.25;

/**
 * The source frames of an output in which stretches last longer or shorter than they were filmed. Up to a second is held
 * or taken out frame by frame where the head moves least. What is longer goes forth and back over the calmest frames; what
 * is shorter leaves out the frames between the two that are most alike, which go over into each other. `once`: the frames
 * as they were filmed; `count`: how many the output has.
 */
export function retimedFrames(
  track: FaceTrack,
  once: Int32Array,
  { retimed, evenly = false, fps, count }: Wanted,
): Pick<Timeline, 'base' | 'seams'> {
  const frames: number[] = [];
  const seams: number[] = [];
  const apart = evenly ? () => 1 : headMoves(track);
  let next = 0;
  for (const { from, to, longer } of retimed) {
    const first = positionOf(track, once, from + BORDER);
    const end = Math.max(first + 1, positionOf(track, once, to - BORDER));
    frames.push(...once.subarray(next, first));
    const stretch = once.subarray(first, end);
    const made = retimedStretch(stretch, Math.round(longer * fps), apart, fps);
    if (made.seam !== undefined) seams.push(frames.length + made.seam);
    frames.push(...made.frames);
    next = end;
  }
  frames.push(...once.subarray(next));
  // The speech may end within a frame.
  const base = Int32Array.from({ length: count }, (_, i) => frames[Math.min(i, frames.length - 1)] as number);
  return { base, ...(seams.length > 0 && { seams: Int32Array.from(seams) }) };
}

/** The first position whose frame is shown at `time` or later. */
function positionOf({ times }: FaceTrack, once: Int32Array, time: number): number {
  const at = once.findIndex((frame) => (times[frame] as number) >= time - 1e-6);
  return at < 0 ? once.length : at;
}

type Stretch = { readonly frames: readonly number[]; readonly seam?: number };

function retimedStretch(stretch: Int32Array, more: number, apart: Apart, fps: number): Stretch {
  const frames = [...stretch];
  const most = Math.min(Math.round(MOST * fps), Math.floor(SHARE * frames.length));
  if (more >= 0) return more <= most ? held(frames, more, apart, fps) : forthAndBack(frames, more, apart);
  const fewer = Math.min(-more, frames.length - 1);
  return (fewer <= most && takenOut(frames, fewer, apart, fps)) || cutOut(frames, fewer, apart);
}

/** How far a head is from where it is in another frame, in widths between the eyes; 1 where there is no face. */
type Apart = (one: number, other: number) => number;

function headMoves(track: FaceTrack): Apart {
  const { read, present } = measuredFrames(track);
  const points = POSE.map(trackedIndex);
  const [left, right] = EYE_CORNERS.map(trackedIndex) as [number, number];
  return (one, other) => {
    if (present[one] !== 1 || present[other] !== 1) return 1;
    const was = read(one).slice();
    const is = read(other);
    const far = (i: number, k: number) =>
      Math.hypot(is[3 * i]! - was[3 * k]!, is[3 * i + 1]! - was[3 * k + 1]!);
    const unit = Math.hypot(was[3 * left]! - was[3 * right]!, was[3 * left + 1]! - was[3 * right + 1]!);
    return points.reduce((sum, i) => sum + far(i, i), 0) / points.length / Math.max(1e-6, unit);
  };
}

/** Positions from the calmest on: how far the head moves to each and from it. */
function calmestFirst(frames: readonly number[], apart: Apart, fps: number): number[] {
  const steps = frames.map((frame, i) => (i === 0 ? 0 : apart(frames[i - 1] as number, frame)));
  const restless = steps.map(
    (step, i) => (1e-3 + step + (steps[i + 1] ?? step)) * (1 + (LATER * (frames.length - 1 - i)) / fps),
  );
  return [...frames.keys()].sort((a, b) => restless[a]! - restless[b]!);
}

/** The calmest frames are shown twice as long. */
function held(frames: readonly number[], more: number, apart: Apart, fps: number): Stretch {
  const twice = new Set(calmestFirst(frames, apart, fps).slice(0, more));
  return { frames: frames.flatMap((frame, i) => (twice.has(i) ? [frame, frame] : [frame])) };
}

/** The calmest frames are left out, no two in a row; null where there are not so many. */
function takenOut(frames: readonly number[], fewer: number, apart: Apart, fps: number): Stretch | null {
  const out = new Set<number>();
  for (const i of calmestFirst(frames, apart, fps)) {
    if (out.size === fewer) break;
    if (i > 0 && i < frames.length - 1 && !out.has(i - 1) && !out.has(i + 1)) out.add(i);
  }
  return out.size < fewer ? null : { frames: frames.filter((_, i) => !out.has(i)) };
}

/** Everything between two frames is left out: those from which the head has least to jump. */
function cutOut(frames: readonly number[], fewer: number, apart: Apart): Stretch {
  let [at, least] = [1, Infinity];
  for (let i = 1; i + fewer < frames.length; i++) {
    const jump = apart(frames[i - 1] as number, frames[i + fewer] as number);
    if (jump <= least) [at, least] = [i, jump];
  }
  return { frames: [...frames.slice(0, at), ...frames.slice(at + fewer)], seam: at };
}

/** Back from one frame to another and forth again, as often as it takes: where the head stands where it turns. */
function forthAndBack(frames: readonly number[], more: number, apart: Apart): Stretch {
  const reach = Math.max(1, Math.min(Math.ceil(more / 2), frames.length - 1));
  const step = (i: number) => (i > 0 ? apart(frames[i - 1] as number, frames[i] as number) : 0);
  let [turn, least] = [frames.length - 1, Infinity];
  for (let i = reach; i < frames.length; i++) {
    const restless = step(i) + step(i - reach + 1);
    if (restless <= least) [turn, least] = [i, restless];
  }
  const inserted: number[] = [];
  const rounds = Math.ceil(more / (2 * reach));
  for (let round = 0; round < rounds; round++) {
    const count = Math.floor(((round + 1) * more) / rounds) - Math.floor((round * more) / rounds);
    const back = Math.floor(count / 2);
    // An odd frame stands where it turns.
    if (count % 2 === 1) inserted.push(frames[turn] as number);
    for (let i = 1; i <= back; i++) inserted.push(frames[turn - i] as number);
    for (let i = back - 1; i >= 0; i--) inserted.push(frames[turn - i] as number);
  }
  return { frames: [...frames.slice(0, turn + 1), ...inserted, ...frames.slice(turn + 1)] };
}
