import { flatFrame, type FaceFrames } from '../../../face/track/face-frames';
import type { Similarity } from '../../../math/similarity';
import { mouthBox } from '../paint/mouth-library';

/** Bytes that the borrowed mouths may take in memory at once … */
const LIBRARY_BYTES = 96 * 1024 * 1024;
/** … and frames to choose from: more would not add a mouth that is not there already. */
const MOST_CANDIDATES = 2400;
/** Candidates come in runs of this many frames, since it is runs that are borrowed. */
const RUN = 50;

/**
 * The source frames to borrow from, ascending: all with a face, or, in a long video, runs spread evenly over it,
 * so that memory does not grow with its length.
 */
export function donorCandidates(track: FaceFrames, poses: readonly (Similarity | null)[]): Int32Array {
  const frames = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  const limit = Math.max(
    2 * RUN,
    Math.min(MOST_CANDIDATES, Math.floor(LIBRARY_BYTES / mouthBytes(track, frames))),
  );
  if (frames.length <= limit) return Int32Array.from(frames);
  const runs = Math.floor(limit / RUN);
  const chosen: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = Math.round((run * (frames.length - RUN)) / Math.max(1, runs - 1));
    chosen.push(...frames.slice(Math.max(from, 0), from + RUN));
  }
  return Int32Array.from(new Set(chosen)).sort();
}

/** Bytes of the largest mouth crop among a sample of frames. */
function mouthBytes(track: FaceFrames, frames: readonly number[]): number {
  const step = Math.max(1, Math.floor(frames.length / 50));
  let most = 1;
  for (let i = 0; i < frames.length; i += step) {
    const box = mouthBox(flatFrame(track, frames[i] as number), track);
    most = Math.max(most, 1.5 * box.width * box.height);
  }
  return most;
}
