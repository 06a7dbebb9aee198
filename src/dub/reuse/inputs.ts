/** What the reuse engine needs to paint each of the n output frames. Points are pixels of the upright picture. */
export type ReuseInputs = {
  /** Source frame whose mouth is borrowed; length n. */
  readonly donor: Int32Array;
  /** Second donor, cross-faded in where the choice jumps; equal to `donor` elsewhere. Length n. */
  readonly donor2: Int32Array;
  /** Share of the second donor, 0–1; length n. */
  readonly mix: Float32Array;
};
