import type { TimeRange } from '../core/time-range';
import { checkHeard } from './check-heard';
import { CURVE_RATE, MODEL_RATE, type MouthCurve } from './mouth-curve';

/**
 * What a part of a speech asks of the mouth, as if the rest had never been said; `part`: seconds of the curve, taken
 * to the nearest row. Throws `input/speech-too-short`, `input/speech-silent`.
 */
export function cutCurve(
  { values, components, loudnessDb, voice, heard, duration }: MouthCurve,
  part: TimeRange,
): MouthCurve {
  const last = loudnessDb.length - 1;
  const first = Math.min(Math.round(part.from * CURVE_RATE), last);
  const end = Math.min(Math.round(part.to * CURVE_RATE), last) + 1;
  // The model's rows are half as many; a cut at an odd row moves them by 10 ms at most.
  const [firstHeard, endHeard] = [first, end].map((row) => Math.floor((row * MODEL_RATE) / CURVE_RATE)) as [
    number,
    number,
  ];
  const cut = {
    components,
    values: values.slice(first * components, end * components),
    loudnessDb: loudnessDb.slice(first, end),
    voice: voice.slice(first, end),
    heard: { size: heard.size, rows: heard.rows.slice(firstHeard * heard.size, endHeard * heard.size) },
    duration: Math.max(0, Math.min(part.to, duration) - part.from),
  };
  checkHeard(cut);
  return cut;
}
