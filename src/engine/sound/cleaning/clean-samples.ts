/** Louder than any sound by so much that it is none; full scale is 1, and files of whole numbers reach 2^31. */
const LOUDEST = 2 ** 32;

/** Makes silence of what is no number, in place: one would spread over all that is computed from it. */
export function cleanSamples(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) if (!(Math.abs(samples[i] as number) <= LOUDEST)) samples[i] = 0;
}
