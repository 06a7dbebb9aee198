import type { Timeline } from '../../plan/dub-plan';
import type { Steps } from '../../face/track/steps';

/** What the painter needs to paint each of the n output frames. Points are pixels of the upright picture. */
export type ReuseInputs = {
  /** Source frame whose mouth is borrowed; length n. */
  readonly donor: Int32Array;
  /** Second donor, cross-faded in around a jump of the choice; equal to `donor` elsewhere. Length n. */
  readonly donor2: Int32Array;
  /** Share of the second donor, 0–0.5; length n. */
  readonly mix: Float32Array;
  /** Smoothed landmarks of every source frame: [source frames, TRACKED.length, 2]. */
  readonly points: Steps;
  /** Where lips and jaw shall be: [n, 60, 2], in the order of `SHAPE`. */
  readonly target: Steps;
};

export type ReusePlan = Timeline & { readonly inputs: ReuseInputs };
