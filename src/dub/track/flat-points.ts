import type { FaceTrack } from './face-track';
import { TRACKED } from './landmarks';

/** x and y of one frame's landmarks, [TRACKED, 2]. */
export function flatFrame({ points }: FaceTrack, frame: number): Float32Array {
  const flat = new Float32Array(TRACKED.length * 2);
  for (let i = 0; i < TRACKED.length; i++) {
    flat[2 * i] = points[(frame * TRACKED.length + i) * 3] as number;
    flat[2 * i + 1] = points[(frame * TRACKED.length + i) * 3 + 1] as number;
  }
  return flat;
}

/** The same of all frames, [frames, TRACKED, 2]; zeros where there is no face. */
export function flatFrames(track: FaceTrack): Float32Array {
  const frames = track.present.length;
  const flat = new Float32Array(frames * TRACKED.length * 2);
  for (let frame = 0; frame < frames; frame++) flat.set(flatFrame(track, frame), frame * TRACKED.length * 2);
  return flat;
}
