/** What a speech asks of the mouth, at 100 rows a second; row t is centred on t / 100 s. */
export type MouthCurve = {
  /** [rows, components]: mouth shape in the basis of the mouth model, in units of each component's spread. */
  readonly values: Float32Array;
  readonly components: number;
  /** Loudness of each row, dB relative to full scale. */
  readonly loudnessDb: Float32Array;
  /** How surely somebody speaks in each row, 0 to 1; music, noise and silence are near 0. */
  readonly voice: Float32Array;
  /** What the model hears beyond the average mouth, from which a person's habits are learned. */
  readonly heard: HeardFeatures;
  /** Seconds of sound that were heard. */
  readonly duration: number;
};

/** Rows a second of a `MouthCurve`. */
export const CURVE_RATE = 100;

/**
 * The speech encoder's layers in a few numbers a row, at 50 rows a second; row r is centred on (r + 0.5) / 50 s. In
 * steps of `FEATURE_STEP` of their mean spread over training speech: a quarter of the room that floats would take.
 */
export type HeardFeatures = { readonly rows: Int8Array; readonly size: number };

/** Rows a second of the mouth model and of `HeardFeatures`. */
export const MODEL_RATE = 50;
export const FEATURE_STEP = 1 / 8;
