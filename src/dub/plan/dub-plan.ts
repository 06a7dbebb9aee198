import type { ReuseInputs } from '../reuse/inputs';
import type { Wav2LipInputs } from '../wav2lip/inputs';

/** What the user may choose; every field has a default that most never touch. */
export type DubSettings = {
  /** How far the mouth opens: 1 as the model says, 0.5 half, up to 1.5. */
  readonly opening: number;
  /** Seconds by which the mouth runs ahead of (negative) or behind the sound. */
  readonly offset: number;
};

export const DEFAULT_SETTINGS: DubSettings = { opening: 1, offset: 0 };

/** What every output frame is, whichever engine paints it. */
export type Timeline = {
  /** Frames a second of the output; frame i is shown at i / fps. */
  readonly fps: number;
  /** Index of the source frame under each output frame; its length is the number of output frames. */
  readonly base: Int32Array;
  /** 1 where the source frame passes through unchanged (no face in it). */
  readonly keep: Uint8Array;
};

export type ReusePlan = Timeline & { readonly engine: 'reuse'; readonly reuse: ReuseInputs };
export type Wav2LipPlan = Timeline & { readonly engine: 'wav2lip'; readonly wav2lip: Wav2LipInputs };

/** What every output frame is: plain data, cheap to post, the same on every machine. */
export type DubPlan = ReusePlan | Wav2LipPlan;
