import { CURVE_RATE, FEATURE_STEP, MODEL_RATE, type MouthCurve } from '../../../speech/mouth-curve';
import type { Person } from './person';
import { correlation } from '../../../math/statistics';

/** How well the person's own sound explains their mouth, and how far the clip's sound lags its picture, seconds. */
export type OwnSound = { readonly correlation: number; readonly lag: number };

/** A clip of which fewer frames than this can be compared with its sound teaches nothing. */
export const ENOUGH_FRAMES = 40;
const LAGS = Array.from({ length: 81 }, (_, i) => (i - 40) / CURVE_RATE);

/** What was heard and what was seen at the same moments, row by row. */
export type Pairs = {
  readonly rows: number;
  /** Which of the frames that could be compared are rows: each, every second, … */
  readonly every: number;
  /** [rows, components]: coefficients as heard, and as seen. */
  readonly heard: Float64Array;
  readonly seen: Float64Array;
  /** [rows, features]: the speech encoder's layers in a few numbers, in spreads. */
  readonly features: Float64Array;
};

/** More frames than this (four minutes at 25 a second) are thinned out evenly: they would teach no more. */
const MOST_ROWS = 6000;

/** The pairs of all frames where both are known, the sound read `lag` seconds later. `times`: middle of each frame. */
export function pairUp(person: Person, times: Float64Array, own: MouthCurve, lag: number): Pairs {
  const { components, heard } = own;
  const end = own.values.length / components;
  const known = person.frames.filter((frame) => {
    const row = Math.round(((times[frame] as number) + lag) * CURVE_RATE);
    return row >= 0 && row < end;
  });
  const step = Math.ceil(known.length / MOST_ROWS);
  const frames = known.filter((_, i) => i % step === 0);
  const table = (size: number) => new Float64Array(frames.length * size);
  const pairs = { heard: table(components), seen: table(components), features: table(heard.size) };
  frames.forEach((frame, i) => {
    const time = (times[frame] as number) + lag;
    readRow(own.values, components, time * CURVE_RATE, pairs.heard, i);
    readRow(heard.rows, heard.size, time * MODEL_RATE - 0.5, pairs.features, i);
    for (let k = 0; k < components; k++)
      pairs.seen[i * components + k] = person.coefficients[frame * components + k] as number;
  });
  for (let i = 0; i < pairs.features.length; i++)
    pairs.features[i] = (pairs.features[i] as number) * FEATURE_STEP;
  return { rows: frames.length, every: step, ...pairs };
}

/** A table's row at a position between two rows, into row `at` of another; its ends go on for ever. */
export function readRow(
  from: ArrayLike<number>,
  size: number,
  position: number,
  into: Float64Array,
  at: number,
): void {
  const last = from.length / size - 1;
  const inside = Math.min(Math.max(position, 0), last);
  const low = Math.floor(inside);
  const high = Math.min(low + 1, last);
  const part = inside - low;
  for (let k = 0; k < size; k++)
    into[at * size + k] =
      (from[low * size + k] as number) * (1 - part) + (from[high * size + k] as number) * part;
}

/** The lag at which the sound explains the opening best; null where too little can be compared. */
export function findLag(person: Person, times: Float64Array, own: MouthCurve): OwnSound | null {
  let best: OwnSound | null = null;
  for (const lag of LAGS) {
    const [heard, seen] = openings(person, times, own, lag);
    if (heard.length < ENOUGH_FRAMES) continue;
    const r = correlation(heard, seen);
    if (!best || r > best.correlation) best = { correlation: r, lag };
  }
  return best;
}

/** The first component, which is the opening, near enough, and cheap: as heard and as seen. */
function openings(
  person: Person,
  times: Float64Array,
  { values, components }: MouthCurve,
  lag: number,
): [Float64Array, Float64Array] {
  const heard = new Float64Array(person.frames.length);
  const seen = new Float64Array(person.frames.length);
  let count = 0;
  for (const frame of person.frames) {
    const row = Math.round(((times[frame] as number) + lag) * CURVE_RATE);
    if (row < 0 || row >= values.length / components) continue;
    heard[count] = values[row * components] as number;
    seen[count++] = person.coefficients[frame * components] as number;
  }
  return [heard.subarray(0, count), seen.subarray(0, count)];
}
