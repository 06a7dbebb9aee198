import { turnOf } from '../../math/similarity';
import { measuredFrames } from '../../face/track/face-frames';
import type { FaceTrack } from '../../face/track/face-track';
import { poseOf } from '../../face/track/mouth/mouth-shape';
import { stretches } from '../../face/track/smooth';
import { isWithin, type TimeRange } from '../../core/time-range';

/** A head turned further sideways than this (radians) hides half its mouth: nothing can be painted on it or borrowed from it. */
export const SIDE_VIEW = 0.7;
/** Seconds in which the painted mouth gives way to the filmed one, and comes back. */
const FADE = 0.2;

export type Kept = {
  /** The track as if there were no face in the frames that are neither painted nor borrowed from. */
  readonly track: FaceTrack;
  /** How much of the painted mouth each source frame shows, 0 (as filmed) … 1; length n. */
  readonly strength: Float32Array;
};

/**
 * Which source frames stay as they were filmed: those without a face, those where something is in front of the
 * mouth or the face is seen from the side, and those the user wants to keep. Where that would leave nothing of
 * the video, what was only suspected is painted after all. `reference`: pose points of the reference face.
 */
export function keepFrames(
  track: FaceTrack,
  reference: ArrayLike<number>,
  ranges: readonly TimeRange[],
): Kept {
  const clear = without(track, notClear(track, reference)) ?? track;
  const inRange = Uint8Array.from(track.times, (time) => (isWithin(ranges, time) ? 1 : 0));
  const painted = without(clear, inRange);
  // A video that is kept from end to end still needs a face to be planned with.
  if (!painted) return { track: clear, strength: new Float32Array(track.times.length) };
  return { track: painted, strength: fadedStrength(painted, track) };
}

/** 1 where the mouth cannot be seen well. */
function notClear(track: FaceTrack, reference: ArrayLike<number>): Uint8Array {
  const frames = measuredFrames(track);
  return track.present.map((_, frame) => {
    if (track.covered[frame] === 1) return 1;
    const pose = poseOf(frames, frame, reference);
    return pose && Math.abs(turnOf(pose)[1]) > SIDE_VIEW ? 1 : 0;
  });
}

/** The track less some of its frames; null where no face is left. */
function without(track: FaceTrack, removed: Uint8Array): FaceTrack | null {
  const present = track.present.map((here, frame) => (removed[frame] ? 0 : here));
  return present.includes(1) ? { ...track, present } : null;
}

/**
 * Full strength, but less towards the painted frames' neighbours that are not painted. A cut has none: nothing of
 * the shot lasts beyond it. `whole`: the track with the frames that are not painted.
 */
function fadedStrength({ times, present }: FaceTrack, whole: FaceTrack): Float32Array {
  const strength = new Float32Array(times.length);
  const isGap = (frame: number) => frame >= 0 && frame < times.length && whole.present[frame] !== 1;
  for (const { from, to } of stretches(whole)) {
    const apart = new Float64Array(to - from);
    let kept = isGap(from - 1) ? (times[from - 1] as number) : -Infinity;
    for (let frame = from; frame < to; frame++) {
      if (present[frame] !== 1) kept = times[frame] as number;
      apart[frame - from] = (times[frame] as number) - kept;
    }
    kept = isGap(to) ? (times[to] as number) : Infinity;
    for (let frame = to - 1; frame >= from; frame--) {
      if (present[frame] !== 1) kept = times[frame] as number;
      const nearest = Math.min(apart[frame - from] as number, kept - (times[frame] as number));
      const part = Math.min(1, nearest / FADE);
      strength[frame] = part * part * (3 - 2 * part);
    }
  }
  return strength;
}
