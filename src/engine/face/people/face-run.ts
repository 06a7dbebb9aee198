/** One face, followed from frame to frame within one shot. */
export type FaceRun = {
  /** Its first frame. */
  readonly from: number;
  /** [n, TRACKED.length, 3]: landmarks of each frame, in steps (`FaceTrack.points`). */
  readonly values: Int16Array;
  /** [n, LOOK_BYTES]: what the face looks like (`faceLook`). */
  readonly looks: Uint8Array;
  /** Lip opening of each frame, in distances between the outer eye corners. */
  readonly openings: Float32Array;
  /** Mean appearance (`againstOthers`), over so many frames. */
  readonly appearance: Float32Array;
  readonly measures: number;
};

/** All faces in one stretch of a video, as measured; frames are counted from its first. */
export type PeoplePart = {
  /** Size of the upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Presentation time of each frame, seconds; length n. */
  readonly times: Float64Array;
  /** 1 for the first frame of another shot, or of another face in the place of one; length n. */
  readonly cuts: Uint8Array;
  /** Pixels in a step of the runs' landmarks. */
  readonly step: number;
  /** In the order of their first frames. */
  readonly runs: readonly FaceRun[];
};

/** Frames of a run. */
export const lengthOf = ({ openings }: Pick<FaceRun, 'openings'>): number => openings.length;
