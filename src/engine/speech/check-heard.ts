import { DubError } from '../core/errors';
import type { MouthCurve } from './mouth-curve';

/** Speech shorter than this (s) is a click, not a word. */
const SHORTEST = 0.2;
/** The loudest moment of a recording that counts as sound at all, dB of full scale. */
export const SILENT_DB = -72;

/** Throws `input/speech-too-short`, `input/speech-silent` where there is nothing to move a mouth by. */
export function checkHeard({ duration, loudnessDb }: Pick<MouthCurve, 'duration' | 'loudnessDb'>): void {
  // A part that was cut to this length may miss it by a rounding.
  if (duration < SHORTEST - 1e-6)
    throw new DubError('input/speech-too-short', { detail: { seconds: duration } });
  const loudest = loudnessDb.reduce((most, level) => Math.max(most, level), -Infinity);
  if (loudest < SILENT_DB)
    throw new DubError('input/speech-silent', { detail: { loudestDb: Math.round(loudest) } });
}
