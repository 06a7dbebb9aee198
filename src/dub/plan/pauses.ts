import { CURVE_RATE, type MouthCurve } from '../speech/mouth-curve';
import { quantile } from './statistics';

/** Quieter than the speech's loud parts by this much (dB) counts as a pause … */
const PAUSE_DB = 42;
/** … when it lasts this long (s); the lips take the ramp's time (s) to close and to open again. */
const PAUSE_LENGTH = 0.18;
const PAUSE_RAMP = 0.08;
/** A pause of this length (s) is long enough for the footage's own mouth to come and go. */
const ORIGINAL_LENGTH = 0.5;

type Loudness = Pick<MouthCurve, 'loudnessDb'>;
/** Rows of the curve: from, to (exclusive). */
type Run = readonly [from: number, to: number];

/** Stretches of at least `least` seconds in which nothing is said. */
function quietRuns({ loudnessDb }: Loudness, least: number): Run[] {
  const loud = quantile(loudnessDb, 0.95);
  const runs: Run[] = [];
  let from = -1;
  for (let row = 0; row <= loudnessDb.length; row++) {
    const quiet = row < loudnessDb.length && (loudnessDb[row] as number) < loud - PAUSE_DB;
    if (quiet && from < 0) from = row;
    if (quiet || from < 0) continue;
    if (row - from >= Math.round(least * CURVE_RATE)) runs.push([from, row]);
    from = -1;
  }
  return runs;
}

/** For every row of the curve, 0 (speech) to 1 (in the middle of a pause). */
export function pauses(curve: Loudness): Float32Array {
  const ramp = Math.round(PAUSE_RAMP * CURVE_RATE);
  const paused = new Float32Array(curve.loudnessDb.length);
  for (const [from, to] of quietRuns(curve, PAUSE_LENGTH)) {
    for (let row = from; row < to; row++) {
      const inward = Math.min(row - from + 1, to - row, ramp) / ramp;
      paused[row] = 0.5 - 0.5 * Math.cos(Math.PI * inward);
    }
  }
  return paused;
}

/**
 * 1 for each of `frames` output frames that lies in a long pause, `margin` frames from either end of it, where a
 * fade has its place. A pause that reaches the start or the end of the speech has no margin there. `offset`: seconds
 * by which the mouth comes later than the sound.
 */
export function pausedFrames(
  curve: Loudness,
  frames: number,
  fps: number,
  offset: number,
  margin: number,
): Uint8Array {
  const paused = new Uint8Array(frames);
  for (const [from, to] of quietRuns(curve, ORIGINAL_LENGTH)) {
    const first = from === 0 ? 0 : Math.ceil((from / CURVE_RATE + offset) * fps) + margin;
    const end =
      to === curve.loudnessDb.length ? frames : Math.floor((to / CURVE_RATE + offset) * fps) - margin;
    if (end > first) paused.fill(1, Math.max(0, first), Math.max(0, end));
  }
  return paused;
}
