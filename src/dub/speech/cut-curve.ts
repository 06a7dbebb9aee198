import type { TimeRange } from '../time-range';
import { checkHeard } from './check-heard';
import { CURVE_RATE, type MouthCurve } from './mouth-curve';

/**
 * What a part of a speech asks of the mouth, as if the rest had never been said; `part`: seconds of the curve, taken
 * to the nearest row. Throws `input/speech-too-short`, `input/speech-silent`.
 */
export function cutCurve(
  { values, components, loudnessDb, duration }: MouthCurve,
  part: TimeRange,
): MouthCurve {
  const last = loudnessDb.length - 1;
  const first = Math.min(Math.round(part.from * CURVE_RATE), last);
  const end = Math.min(Math.round(part.to * CURVE_RATE), last) + 1;
  const cut = {
    components,
    values: values.slice(first * components, end * components),
    loudnessDb: loudnessDb.slice(first, end),
    duration: Math.max(0, Math.min(part.to, duration) - part.from),
  };
  checkHeard(cut);
  return cut;
}
