import { CURVE_RATE, FEATURE_STEP, MODEL_RATE, type MouthCurve } from '../../../speech/mouth-curve';
import { openSign, type MouthModel } from '../../../face/mouth-model';
import { findLag, pairUp, readRow, type OwnSound } from './own-sound';
import type { Person } from './person';
import { quantile, spread } from '../../../math/statistics';
import { asEverybody, blend, relate, tell, type Relation } from './relation';

/** How this person's mouth differs from what the model tells of everybody's: component by component a line, and more. */
export type Habits = Relation & {
  readonly own: OwnSound | null;
  /** Seconds of the person's own speech that it was learned from. */
  readonly seconds: number;
};

/** Below this the own sound says nothing about the mouth: a silent, dubbed or voiced-over clip. */
const TRUSTED = 0.45;
/** So many seconds of own speech count as much as what is known of everybody. */
const KNOWN_SECONDS = 4;
/**
 * The person's habits: how their measured mouth relates to what the model hears in their own speech (for each component
 * the kind of relation that tells held-back stretches of the clip best), or, where that cannot be told, how widely they
 * open it in general. `times`: middle of each frame, seconds of `own`.
 */
export function learnHabits(
  model: MouthModel,
  person: Person,
  times: Float64Array,
  own: MouthCurve | null,
  speech: MouthCurve,
): Habits {
  const found = own && findLag(person, times, own);
  if (!own || !found || found.correlation < TRUSTED)
    return { ...general(model, person, speech), own: found, seconds: 0 };
  const pairs = pairUp(person, times, own, found.lag);
  const seconds = pairs.rows * pairs.every * frameSeconds(times);
  const learned = relate(pairs, model.components, own.heard.size);
  const trust = seconds / (seconds + KNOWN_SECONDS);
  return { ...blend(learned, asEverybody(pairs, model.components), trust), own: found, seconds };
}

/** The speech as this person would say it, [rows, components] at the curve's rate. */
export function applyHabits({ slope, shift, weights }: Habits, speech: MouthCurve): Float32Array {
  const { values, components, heard } = speech;
  const size = weights.length / components;
  const said = new Float32Array(values.length);
  const features = new Float64Array(size);
  for (let row = 0; row * components < values.length; row++) {
    if (size > 0) readRow(heard.rows, heard.size, (row / CURVE_RATE) * MODEL_RATE - 0.5, features, 0);
    for (let i = 0; i < size; i++) features[i] = FEATURE_STEP * (features[i] as number);
    for (let k = 0; k < components; k++) {
      const at = row * components + k;
      said[at] = tell({ slope, shift, weights }, k, components, values[at] as number, features, 0);
    }
  }
  return said;
}

function frameSeconds(times: Float64Array): number {
  return times.length > 1 ? ((times.at(-1) as number) - (times[0] as number)) / (times.length - 1) : 0;
}

/** A first component that varies less than this (spreads of the training speakers) belongs to a mouth that does not speak. */
const SPEAKING = 0.25;
/** Share of the frames that are taken for closed. */
const CLOSED = 0.12;
/** Bounds of the slope: the model moves little for voices of a kind that it does not know. */
const GAIN = { least: 0.6, most: 4 };

/**
 * One slope for all components, so that the new speech opens the mouth as widely as the person does, and a shift
 * of the first that brings its closed end to theirs.
 */
function general(model: MouthModel, person: Person, speech: MouthCurve): Relation {
  const { components } = model;
  const seen = person.frames.map((frame) => person.coefficients[frame * components] as number);
  const heard = Array.from(
    { length: speech.values.length / components },
    (_, row) => speech.values[row * components] as number,
  );
  const speaks = spread(seen) > SPEAKING;
  const ratio = spread(seen) / Math.max(1e-3, spread(heard));
  const gain = speaks ? Math.min(GAIN.most, Math.max(GAIN.least, ratio)) : 1;
  const closed = openSign(model) > 0 ? CLOSED : 1 - CLOSED;
  const shift = new Float64Array(components);
  if (speaks) shift[0] = quantile(seen, closed) - gain * quantile(heard, closed);
  return { slope: new Float64Array(components).fill(gain), shift, weights: new Float64Array(0) };
}
