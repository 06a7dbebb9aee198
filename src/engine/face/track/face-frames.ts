import type { FaceTrack } from './face-track';
import { TRACKED } from './landmarks';
import { readSteps, stepFor, writeSteps, type Steps } from './steps';

/** Numbers of one frame's landmarks: x, y, z of each. */
export const FRAME_SIZE = TRACKED.length * 3;

/** A track read frame by frame, so that none but the frame at hand has to be there as floats. */
export type FaceFrames = Pick<FaceTrack, 'width' | 'height' | 'times' | 'present'> & {
  /** Landmarks of one frame, [TRACKED, 3] in pixels of the upright picture. The next call overwrites them. */
  readonly read: (frame: number) => Float32Array;
};

/** The track as it was measured. */
export function measuredFrames(track: FaceTrack): FaceFrames {
  const { width, height, times, present, points } = track;
  const face = new Float32Array(FRAME_SIZE);
  return {
    ...{ width, height, times, present },
    read: (frame) => readSteps(points, frame * FRAME_SIZE, face),
  };
}

/** x and y of one frame's landmarks, [TRACKED, 2]. */
export function flatFrame({ read }: FaceFrames, frame: number): Float32Array {
  const points = read(frame);
  const flat = new Float32Array(TRACKED.length * 2);
  for (let i = 0; i < TRACKED.length; i++) {
    flat[2 * i] = points[3 * i] as number;
    flat[2 * i + 1] = points[3 * i + 1] as number;
  }
  return flat;
}

/** The same of all frames, [frames, TRACKED, 2]; zeros where there is no face. */
export function flatFrames(frames: FaceFrames): Steps {
  const { width, height, present } = frames;
  const size = TRACKED.length * 2;
  const flat = { step: stepFor(width, height), values: new Int16Array(present.length * size) };
  present.forEach((here, frame) => {
    if (here === 1) writeSteps(flat, frame * size, flatFrame(frames, frame));
  });
  return flat;
}
