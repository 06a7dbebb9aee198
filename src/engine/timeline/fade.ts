import { isWithin, type TimeRange } from '../core/time-range';

/** Frames over which the painted mouth fades into the footage's own and back. */
export const FADE_FRAMES = 4;

/**
 * How much of the painted mouth shows in each frame: all of it, but less and less in the four frames before and after
 * a stretch in which the footage's own mouth is shown (`original`: 1).
 */
export function fadeShares(original: Uint8Array): Float32Array {
  const share = new Float32Array(original.length).fill(1);
  original.forEach((shown, i) => {
    if (shown === 0) return;
    for (let distance = -FADE_FRAMES; distance <= FADE_FRAMES; distance++) {
      const at = i + distance;
      if (at < 0 || at >= share.length) continue;
      share[at] = Math.min(share[at] as number, Math.abs(distance) / (FADE_FRAMES + 1));
    }
  });
  return share;
}

/**
 * What becomes of each output frame, of the source frames under them (`strength`, 0 as filmed … 1 painted) and of the
 * output frames in which the footage's own mouth is wanted (`original`: 1).
 */
export function combineShares(
  base: Int32Array,
  strength: Float32Array,
  original: Uint8Array,
): { keep: Uint8Array; share: Float32Array } {
  const share = fadeShares(original).map((part, i) => Math.min(part, strength[base[i] as number] as number));
  return { share, keep: Uint8Array.from(share, (part) => (part > 0 ? 0 : 1)) };
}

/**
 * Moves the wanted coefficients [frames, components], in place, towards those of the mouth that was filmed in each
 * base frame as the painted mouth fades: two mouths of one shape mix without a double edge.
 * `filmed`: [source frames, components].
 */
export function wantFilmed(
  wanted: Float32Array,
  filmed: Float32Array,
  base: Int32Array,
  share: Float32Array,
  components: number,
): void {
  share.forEach((part, i) => {
    if (part === 1) return;
    for (let k = 0; k < components; k++) {
      const own = filmed[(base[i] as number) * components + k] as number;
      wanted[i * components + k] = own + part * ((wanted[i * components + k] as number) - own);
    }
  });
}

/** Adds the output frames whose middle lies in none of the stretches (seconds) to those in which the footage's own mouth is wanted. */
export function wantOriginal(
  original: Uint8Array,
  fps: number,
  made: readonly TimeRange[] | undefined,
): Uint8Array {
  if (!made) return original;
  return original.map((wanted, i) => (isWithin(made, (i + 0.5) / fps) ? wanted : 1));
}
