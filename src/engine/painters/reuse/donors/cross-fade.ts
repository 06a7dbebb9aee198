/** Share of the other donor at the last two frames before a jump and the first two after it, where the mouths agree. */
const FADE = [0.12, 0.36, 0.36, 0.12];

/** Two mouths that differ by this much (`mouthDistance`) are not mixed: one would see two rows of teeth. */
const TOO_UNLIKE = 3;

/**
 * Softens jumps of the choice: around each one, the run that ends goes on for two frames more and the run that
 * begins starts two frames earlier, mixed in. Both mouths are bent to the same target, so that mixing them does
 * not blur the lips, but what is seen between them only agrees where the mouths were alike before: the less they were, the
 * less is mixed. `usable`: 1 for source frames that may be shown; `unlike`: how much the mouths of two of them differ.
 */
export function crossFade(
  donor: Int32Array,
  keep: Uint8Array,
  usable: Uint8Array,
  unlike: (a: number, b: number) => number,
): { donor2: Int32Array; mix: Float32Array } {
  const donor2 = donor.slice();
  const mix = new Float32Array(donor.length);
  for (let i = 1; i < donor.length; i++) {
    const step = (donor[i] as number) - (donor[i - 1] as number);
    if (Math.abs(step) <= 1 || keep[i] || keep[i - 1]) continue;
    for (let k = -2; k < 2; k++) {
      const at = i + k;
      if (at < 0 || at >= donor.length || keep[at]) continue;
      const other = k < 0 ? (donor[i] as number) + k : (donor[i - 1] as number) + k + 1;
      if (usable[other] !== 1) continue;
      const alike = Math.max(0, 1 - unlike(donor[at] as number, other) / TOO_UNLIKE);
      const share = alike * (FADE[k + 2] as number);
      if ((mix[at] as number) >= share) continue;
      donor2[at] = other;
      mix[at] = share;
    }
  }
  return { donor2, mix };
}
