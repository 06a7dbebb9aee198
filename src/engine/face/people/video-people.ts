import { FRAME_SIZE } from '../track/face-frames';
import type { FaceTrack } from '../track/face-track';

/** One person, in all the frames in which they are seen. */
export type PersonTrack = {
  /** The frames in which they are seen, ascending; length n. */
  readonly frames: Int32Array;
  /** [n, TRACKED.length, 3]: landmarks, in steps. */
  readonly values: Int16Array;
  /** 1 where something is in front of the mouth; length n. */
  readonly covered: Uint8Array;
  /** Lip opening, in distances between the outer eye corners; length n. */
  readonly openings: Float32Array;
};

/**
 * Everybody in a video: a person's place in the list is their id over all of it. The largest and most present come
 * first; passers-by are left out. Memory: about 0.6 kB for each face in each frame.
 */
export type VideoPeople = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Presentation time of every frame, seconds, ascending. */
  readonly times: Float64Array;
  /** Pixels in a step of the landmarks. */
  readonly step: number;
  readonly people: readonly PersonTrack[];
};

/** One person's face, frame by frame. */
export function trackOf({ width, height, times, step, people }: VideoPeople, person: number): FaceTrack {
  const found = people[person];
  if (!found) throw new RangeError(`there is no person ${person}`);
  const frames = times.length;
  const [present, covered] = [new Uint8Array(frames), new Uint8Array(frames)];
  const values = new Int16Array(frames * FRAME_SIZE);
  found.frames.forEach((frame, i) => {
    present[frame] = 1;
    covered[frame] = found.covered[i] as number;
    values.set(found.values.subarray(i * FRAME_SIZE, (i + 1) * FRAME_SIZE), frame * FRAME_SIZE);
  });
  return { width, height, times, present, covered, points: { step, values } };
}

/** Bytes that all landmarks take. */
export const bytesOf = ({ people }: VideoPeople): number =>
  people.reduce((sum, { values }) => sum + values.byteLength, 0);
