import { quantile } from '../math/statistics';

/** Rows (10 ms each) that it takes to tell a noise from a voice. */
const LEAST_ROWS = 200;
/** A voice over a noise floor that is closer than this (dB) is changed by it more than by a filter that removes it. */
const CLOSE_DB = 18;
/** What a floor rises by (dB) from its quietest twentieth to its quietest fifth, where it is a steady noise. */
const STEADY_DB = 2;

/**
 * True where a fan, hiss or the like lies so close under a voice that the mouth follows it less than what a noise
 * filter leaves of it. `loudnessDb`: level of each row of 10 ms. Other people's voices, whose level goes up and down,
 * do not count: filters for speech make them worse (`bench/cleaning.ts` measures both).
 */
export function hasSteadyNoise(loudnessDb: Float32Array): boolean {
  if (loudnessDb.length < LEAST_ROWS) return false;
  const levels = [...loudnessDb];
  const floor = quantile(levels, 0.05);
  return quantile(levels, 0.95) - floor < CLOSE_DB && quantile(levels, 0.2) - floor < STEADY_DB;
}
