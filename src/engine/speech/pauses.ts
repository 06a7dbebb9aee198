import { CURVE_RATE, type MouthCurve } from './mouth-curve';
import { quantile } from '../math/statistics';

/** Quieter than the speech's loud parts by this much (dB) counts as a pause … */
const PAUSE_DB = 42;
/** … when it lasts this long (s). */
const PAUSE_LENGTH = 0.4;
/**
 * The mouth goes on for so long (s) after the voice, and begins so long before it: there it does as this person does. Closed
 * from the first quiet moment on, mouths of 69 clips were further from the true ones (opening r 0.84 instead of 0.87).
 */
const AFTER_VOICE = 0.15;
const BEFORE_VOICE = 0.25;
/** The lips take this long (s) to close and to open again. */
const PAUSE_RAMP = 0.08;
/**
 * What is less surely a voice than this is a pause too, however loud, when it lasts longer (s): noise or music. Lips part
 * before the voice sets in and stay so after it, for this margin (s).
 */
const VOICE = 0.3;
const VOICELESS_LENGTH = 0.5;
const VOICELESS_MARGIN = 0.08;
/** A speech of which less than this is taken for a voice is of a kind that the model does not know: nothing is gated. */
const LEAST_VOICED = 0.25;
/** A pause of this length (s) is long enough for the footage's own mouth to come and go. */
const ORIGINAL_LENGTH = 0.5;

type Heard = Pick<MouthCurve, 'loudnessDb' | 'voice'>;
/** Rows of the curve: from, to (exclusive). */
type Run = readonly [from: number, to: number];

/** Stretches of at least `least` seconds in which nothing is said. */
function quietRuns(curve: Heard, least: number): Run[] {
  const { loudnessDb } = curve;
  const loud = quantile(loudnessDb, 0.95);
  const voiceless = voicelessRows(curve);
  return runsOf(
    loudnessDb.length,
    (row) => (loudnessDb[row] as number) < loud - PAUSE_DB || voiceless[row] === 1,
    least,
  );
}

/** 1 for each row in the middle of a stretch in which nobody speaks. */
function voicelessRows({ voice }: Heard): Uint8Array {
  const margin = Math.round(VOICELESS_MARGIN * CURVE_RATE);
  const rows = new Uint8Array(voice.length);
  if (voice.filter((sure) => sure >= VOICE).length < LEAST_VOICED * voice.length) return rows;
  for (const [from, to] of runsOf(voice.length, (row) => (voice[row] as number) < VOICE, VOICELESS_LENGTH))
    rows.fill(1, from === 0 ? 0 : from + margin, to === voice.length ? to : to - margin);
  return rows;
}

/** Stretches of at least `least` seconds of rows of which something is true. */
function runsOf(rows: number, isIn: (row: number) => boolean, least: number): Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let row = 0; row <= rows; row++) {
    const inside = row < rows && isIn(row);
    if (inside && from < 0) from = row;
    if (inside || from < 0) continue;
    if (row - from >= Math.round(least * CURVE_RATE)) runs.push([from, row]);
    from = -1;
  }
  return runs;
}

/** For every row of the curve, 0 (speech) to 1 (in the middle of a pause). */
export function pauses(curve: Heard): Float32Array {
  const [ramp, after, before] = [PAUSE_RAMP, AFTER_VOICE, BEFORE_VOICE].map((time) =>
    Math.round(time * CURVE_RATE),
  ) as [number, number, number];
  const rows = curve.loudnessDb.length;
  const paused = new Float32Array(rows);
  for (const [quiet, loud] of quietRuns(curve, PAUSE_LENGTH)) {
    const from = quiet === 0 ? 0 : quiet + after;
    const to = loud === rows ? rows : loud - before;
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
  curve: Heard,
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
