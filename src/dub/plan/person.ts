import { CURVE_RATE, type MouthCurve } from '../speech/mouth-curve';
import { encodeShape, moveShape, openSign, type MouthModel } from '../speech/mouth-model';
import { SHAPE_SIZE, neutralShape, opening, type MouthShapes } from '../track/mouth-shape';
import { correlation, mean, quantile, spread } from './statistics';

/** How this person's mouth moves, measured in their video. */
export type Person = {
  /** Closed mouth, [60, 3] in the space of the reference face. */
  readonly neutral: Float32Array;
  /** [frames, components]: coefficients of every frame's mouth; zeros where there is no face. */
  readonly coefficients: Float32Array;
  /** Frames with a face. */
  readonly frames: readonly number[];
};

export function measurePerson(model: MouthModel, mouths: MouthShapes): Person {
  const { components } = model;
  const neutral = neutralShape(mouths);
  const coefficients = new Float32Array(mouths.poses.length * components);
  const frames = mouths.poses.flatMap((pose, frame) => (pose ? [frame] : []));
  for (const frame of frames) {
    const shape = mouths.shape(frame);
    encodeShape(model, shape, neutral, coefficients.subarray(frame * components, (frame + 1) * components));
  }
  return { neutral, coefficients, frames };
}

/** Curve → this person's coefficients, component by component: gain · value + shift. */
export type Habit = {
  readonly gain: Float32Array;
  readonly shift: Float32Array;
  /** How well the person's own sound explains their mouth, and how far the clip's sound lags its picture, seconds. */
  readonly own: { readonly correlation: number; readonly lag: number } | null;
};

/** Below this the own sound says nothing about the mouth: a silent, dubbed or voiced-over clip. */
const TRUSTED = 0.45;
const ENOUGH_FRAMES = 40;
const LAGS = Array.from({ length: 81 }, (_, i) => (i - 40) / CURVE_RATE);
const GAIN = { least: 0.5, most: 2.2 };

/**
 * The person's habits: how their measured mouth relates to what the model hears in their own speech, or, where
 * that cannot be told, how widely they open it in general. `times`: middle of each frame, seconds of `own`.
 */
export function learnHabit(
  model: MouthModel,
  person: Person,
  times: Float64Array,
  own: MouthCurve | null,
  speech: MouthCurve,
): Habit {
  if (own && person.frames.length >= ENOUGH_FRAMES) {
    const found = bestLag(model, person, times, own);
    if (found.correlation >= TRUSTED) return { ...relate(model, person, times, own, found.lag), own: found };
    return { ...generic(model, person, speech), own: found };
  }
  return { ...generic(model, person, speech), own: null };
}

/** The curve's row at a time, or -1 outside of it. */
export function rowAt({ values, components }: MouthCurve, time: number): number {
  const row = Math.round(time * CURVE_RATE);
  return row >= 0 && row < values.length / components ? row : -1;
}

/** Lip opening that a row of coefficients stands for, in eye distances. */
export function curveOpening(model: MouthModel, neutral: Float32Array, coefficients: Float32Array): number {
  const shape = new Float32Array(SHAPE_SIZE);
  const closed = neutral.map((value, i) => value + (model.mean[i] as number));
  moveShape(model, closed, coefficients, shape);
  return opening(shape);
}

function bestLag(model: MouthModel, person: Person, times: Float64Array, own: MouthCurve) {
  // The first component is the opening, near enough, and cheap.
  const { components } = model;
  let best = { correlation: -1, lag: 0 };
  for (const lag of LAGS) {
    const [heard, seen] = pairs(person, times, own, lag, 0, components);
    if (heard.length < ENOUGH_FRAMES) continue;
    const r = correlation(heard, seen);
    if (r > best.correlation) best = { correlation: r, lag };
  }
  return best;
}

/** Component k as heard in the sound and as seen in the picture, for the frames where both are known. */
function pairs(
  person: Person,
  times: Float64Array,
  own: MouthCurve,
  lag: number,
  k: number,
  components: number,
): [Float64Array, Float64Array] {
  const heard = new Float64Array(person.frames.length);
  const seen = new Float64Array(person.frames.length);
  let count = 0;
  for (const frame of person.frames) {
    const row = rowAt(own, (times[frame] as number) + lag);
    if (row < 0) continue;
    heard[count] = own.values[row * components + k] as number;
    seen[count++] = person.coefficients[frame * components + k] as number;
  }
  return [heard.subarray(0, count), seen.subarray(0, count)];
}

function relate(
  { components }: MouthModel,
  person: Person,
  times: Float64Array,
  own: MouthCurve,
  lag: number,
) {
  const gain = new Float32Array(components);
  const shift = new Float32Array(components);
  for (let k = 0; k < components; k++) {
    const [heard, seen] = pairs(person, times, own, lag, k, components);
    // A component that the sound does not explain would only add noise at full strength.
    const trust = Math.min(1, Math.max(0.3, correlation(heard, seen) / 0.6));
    const ratio = (spread(seen) / Math.max(1e-3, spread(heard))) * trust;
    gain[k] = Math.min(GAIN.most, Math.max(GAIN.least * trust, ratio));
    shift[k] = mean(seen) - (gain[k] as number) * mean(heard);
  }
  return { gain, shift };
}

/** A first component that varies less than this (spreads of the training speakers) belongs to a mouth that does not speak. */
const SPEAKING = 0.25;
/** Share of the frames that are taken for closed. */
const CLOSED = 0.12;

/**
 * One gain for all components, so that the new speech opens the mouth as widely as the person does, and a shift
 * of the first that brings its closed end to theirs.
 */
function generic(model: MouthModel, person: Person, speech: MouthCurve) {
  const { components } = model;
  const seen = person.frames.map((frame) => person.coefficients[frame * components] as number);
  const heard = Array.from(
    { length: speech.values.length / components },
    (_, row) => speech.values[row * components] as number,
  );
  const speaks = spread(seen) > SPEAKING;
  const gain = speaks ? Math.min(1.6, Math.max(0.6, spread(seen) / Math.max(1e-3, spread(heard)))) : 1;
  const closed = openSign(model) > 0 ? CLOSED : 1 - CLOSED;
  const shift = new Float32Array(components);
  if (speaks) shift[0] = quantile(seen, closed) - gain * quantile(heard, closed);
  return { gain: new Float32Array(components).fill(gain), shift };
}
