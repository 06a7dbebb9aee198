import type { Timeline } from '../../plan/dub-plan';
import type { Steps } from '../../face/track/steps';

/** How the network is used: as its authors published it, or better. */
export type Wav2LipMethod = 'improved' | 'published';

/** What the user may choose for this painter. */
export type Wav2LipSettings = {
  readonly method: Wav2LipMethod;
  /**
   * Frames by which the sound that the network hears begins before the frame: 0 as published, 1 as in training.
   * Not in the published method.
   */
  readonly lead: number;
};

/** Sharpening where the user asks for none in particular: a network's face is softer than footage, more so enlarged. */
export const OWN_SHARPENING = 0.3;

export const DEFAULT_WAV2LIP: Wav2LipSettings = { method: 'improved', lead: 0 };

/** What the painter needs to paint each of the n output frames. Pixels are of the upright picture. */
export type Wav2LipInputs = {
  readonly settings: Wav2LipSettings;
  /** Face box of every source frame, x1 y1 x2 y2: [source frames, 4]; zeros where there is no face. */
  readonly boxes: Float32Array;
  /** Source frame that shows the network who it is painting; length n. */
  readonly reference: Int32Array;
  /** First column of the spectrogram that the network hears; length n; may lie outside of it. */
  readonly windows: Int32Array;
  /** Added to the spectrogram before the network hears it: louder speech opens the mouth further. */
  readonly gain: number;
  /** Smoothed landmarks of every source frame: [source frames, TRACKED.length, 2]. */
  readonly points: Steps;
};

export type Wav2LipPlan = Timeline & { readonly inputs: Wav2LipInputs };
