import type { Steps } from './steps';

/**
 * The face of a video, frame by frame: the landmarks that Koubo uses (`TRACKED` in `landmarks.ts`).
 * Memory: about 0.6 kB a frame.
 */
export type FaceTrack = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Presentation time of each frame, seconds; length n, ascending. */
  readonly times: Float64Array;
  /** 1 where a face was found; length n. */
  readonly present: Uint8Array;
  /** 1 where something (a hand, a microphone) is in front of the mouth; length n. */
  readonly covered: Uint8Array;
  /**
   * [n, TRACKED.length, 3]: x and y in pixels of the upright picture, z in the same scale (smaller is nearer
   * to the camera). Zeros where `present` is 0.
   */
  readonly points: Steps;
};
