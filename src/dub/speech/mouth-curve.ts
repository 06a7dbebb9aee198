/** What a speech asks of the mouth, at 100 rows a second; row t is centred on t / 100 s. */
export type MouthCurve = {
  /** [rows, components]: mouth shape in the basis of the mouth model, in units of each component's spread. */
  readonly values: Float32Array;
  readonly components: number;
  /** Loudness of each row, dB relative to full scale. */
  readonly loudnessDb: Float32Array;
  /** Seconds of sound that were heard. */
  readonly duration: number;
};

/** Rows a second of a `MouthCurve`. */
export const CURVE_RATE = 100;
