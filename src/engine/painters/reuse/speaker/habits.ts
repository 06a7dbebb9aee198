import { CURVE_RATE, FEATURE_STEP, MODEL_RATE, type MouthCurve } from '../../../speech/mouth-curve';
import { openSign, type MouthModel } from '../../../face/mouth-model';
import { findLag, pairUp, readRow, type OwnSound, type Pairs } from './own-sound';
import type { Person } from './person';
import { Ridge } from '../../../math/ridge';
import { quantile, spread } from '../../../math/statistics';

/** How this person's mouth differs from what the model tells of everybody's: component by component a line, and more. */
export type Habits = {
  /** Coefficient = slope · told + shift + features · weights. */
  readonly slope: Float64Array;
  readonly shift: Float64Array;
  /** [features, components]; zeros where nothing more is to be learned. */
  readonly weights: Float64Array;
  readonly own: OwnSound | null;
  /** Seconds of the person's own speech that it was learned from. */
  readonly seconds: number;
};

/** Below this the own sound says nothing about the mouth: a silent, dubbed or voiced-over clip. */
const TRUSTED = 0.45;
/** Strengths of the ridge that are tried; besides, none at all. */
const STRENGTHS = [30, 100, 300, 1000, 3000, 10_000];
/** The clip is cut into so many stretches, each of which is told from the others. */
const FOLDS = 5;
/** A ridge that tells the stretches better by less than this share may be chance. */
const MARGIN = 0.02;
/** So many seconds of own speech count as much as what is known of everybody. */
const KNOWN_SECONDS = 4;
/** Draws the slope towards 1 where there is little to go by: as many squared spreads. */
const SLOPE_PRIOR = 5;

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

/** Component `k` of a mouth by a relation, from what the model tells of it and from row `row` of the features. */
function tell(
  { slope, shift, weights }: Relation,
  k: number,
  components: number,
  heard: number,
  features: Float64Array,
  row: number,
): number {
  const size = weights.length / components;
  let told = (slope[k] as number) * heard + (shift[k] as number);
  for (let i = 0; i < size; i++)
    told += (features[row * size + i] as number) * (weights[i * components + k] as number);
  return told;
}

function frameSeconds(times: Float64Array): number {
  return times.length > 1 ? ((times.at(-1) as number) - (times[0] as number)) / (times.length - 1) : 0;
}

type Relation = Pick<Habits, 'slope' | 'shift' | 'weights'>;
type Use = (row: number) => boolean;

function relate(pairs: Pairs, components: number, size: number): Relation {
  const fold = (row: number) => Math.floor((row * FOLDS) / pairs.rows);
  const misses = new Map<number | null, Float64Array>();
  for (let held = 0; held < FOLDS; held++) {
    const fits = fitAll(pairs, components, size, (row) => fold(row) !== held);
    for (const [strength, fit] of fits) {
      const miss = misses.get(strength) ?? new Float64Array(components);
      addMisses(pairs, components, fit, (row) => fold(row) === held, miss);
      misses.set(strength, miss);
    }
  }
  const final = fitAll(pairs, components, size, () => true);
  const plain = final.get(null) as Relation;
  const { slope } = plain;
  const shift = plain.shift.slice();
  const weights = new Float64Array(size * components);
  for (let k = 0; k < components; k++) {
    const strength = bestStrength(misses, k);
    if (strength === null) continue;
    const fit = final.get(strength) as Relation;
    shift[k] = fit.shift[k] as number;
    for (let i = 0; i < size; i++) weights[i * components + k] = fit.weights[i * components + k] as number;
  }
  return withRange(pairs, components, { slope, shift, weights });
}

/** Bounds of the slope where everybody's mouth is given this person's strength. */
const STRENGTH = { least: 0.3, most: 1.6 };

/** Everybody's mouth at this person's strength, component by component, and around their mean. */
function asEverybody({ heard, seen, rows }: Pairs, components: number): Pick<Relation, 'slope' | 'shift'> {
  const slope = Float64Array.from({ length: components }, (_, k) => {
    const ratio = spread(column(seen, components, k)) / Math.max(1e-3, spread(column(heard, components, k)));
    return Math.min(STRENGTH.most, Math.max(STRENGTH.least, ratio));
  });
  const [from, to] = [heard, seen].map((table) => columnMeans(table, components, rows, () => true)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    slope,
    shift: to.map((mean, k) => mean - (slope[k] as number) * (from[k] as number)),
  };
}

/** `part` of what was learned, the rest of everybody's. */
function blend(learned: Relation, common: Pick<Relation, 'slope' | 'shift'>, part: number): Relation {
  const mix = (a: Float64Array, b: Float64Array) =>
    a.map((value, k) => part * value + (1 - part) * (b[k] as number));
  return {
    slope: mix(learned.slope, common.slope),
    shift: mix(learned.shift, common.shift),
    weights: learned.weights.map((weight) => part * weight),
  };
}

const column = (table: Float64Array, size: number, k: number) => table.filter((_, i) => i % size === k);

/** Least squares tells too little movement, the less the sound explains: so much of it at most is given back. */
const MOST_RANGE = 1.15;

/** One gain for all components, the opening's, so that shapes stay what they are. */
function withRange(pairs: Pairs, components: number, told: Relation): Relation {
  const { heard, seen, features, rows } = pairs;
  const is = new Float64Array(rows * components);
  for (let at = 0; at < is.length; at++)
    is[at] = tell(
      told,
      at % components,
      components,
      heard[at] as number,
      features,
      Math.floor(at / components),
    );
  const ratio = spread(column(seen, components, 0)) / Math.max(1e-3, spread(column(is, components, 0)));
  const gain = Math.min(MOST_RANGE, Math.max(1, ratio));
  const [from, to] = [is, seen].map((table) => columnMeans(table, components, rows, () => true)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    slope: told.slope.map((value) => gain * value),
    shift: told.shift.map((value, k) => gain * (value - (from[k] as number)) + (to[k] as number)),
    weights: told.weights.map((value) => gain * value),
  };
}

function bestStrength(misses: ReadonlyMap<number | null, Float64Array>, k: number): number | null {
  const missOf = (strength: number | null) => misses.get(strength)?.[k] ?? Infinity;
  const best = STRENGTHS.reduce((a, b) => (missOf(b) < missOf(a) ? b : a));
  return missOf(best) < (1 - MARGIN) * missOf(null) ? best : null;
}

/** The relation without more than a line (null), and with a ridge of each strength on what the line leaves. */
function fitAll(pairs: Pairs, components: number, size: number, use: Use): Map<number | null, Relation> {
  const plain = lines(pairs, components, use);
  const none = new Float64Array(size * components);
  const fits = new Map<number | null, Relation>([[null, { ...plain, weights: none }]]);
  if (size === 0) return fits;
  const middle = columnMeans(pairs.features, size, pairs.rows, use);
  const x = pairs.features.map((value, i) => value - (middle[i % size] as number));
  const rest = pairs.seen.map((value, i) => {
    const k = i % components;
    return value - (plain.slope[k] as number) * (pairs.heard[i] as number) - (plain.shift[k] as number);
  });
  const ridge = new Ridge(x, size, rest, components, use);
  for (const strength of STRENGTHS) {
    const weights = ridge.solve(strength);
    const shift = plain.shift.map((value, k) => {
      let sum = value;
      for (let i = 0; i < size; i++) sum -= (middle[i] as number) * (weights[i * components + k] as number);
      return sum;
    });
    fits.set(strength, { slope: plain.slope, shift, weights });
  }
  return fits;
}

/** For each component the line through (heard, seen) with the least squares. */
function lines({ heard, seen, rows }: Pairs, components: number, use: Use) {
  const [a, b] = [heard, seen].map((table) => columnMeans(table, components, rows, use)) as [
    Float64Array,
    Float64Array,
  ];
  const [ab, aa] = [new Float64Array(components), new Float64Array(components)];
  for (let i = 0; i < heard.length; i++) {
    if (!use(Math.floor(i / components))) continue;
    const k = i % components;
    const difference = (heard[i] as number) - (a[k] as number);
    ab[k] = (ab[k] as number) + difference * ((seen[i] as number) - (b[k] as number));
    aa[k] = (aa[k] as number) + difference * difference;
  }
  const slope = ab.map((value, k) => (value + SLOPE_PRIOR) / ((aa[k] as number) + SLOPE_PRIOR));
  const shift = slope.map((value, k) => (b[k] as number) - value * (a[k] as number));
  return { slope, shift };
}

function columnMeans(table: Float64Array, size: number, rows: number, use: Use): Float64Array {
  const sums = new Float64Array(size);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!use(row)) continue;
    count++;
    for (let k = 0; k < size; k++) sums[k] = (sums[k] as number) + (table[row * size + k] as number);
  }
  return sums.map((sum) => sum / Math.max(1, count));
}

/** Adds the squared errors of a relation, for each component. */
function addMisses(
  { heard, seen, features, rows }: Pairs,
  components: number,
  relation: Relation,
  use: Use,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    if (!use(row)) continue;
    for (let k = 0; k < components; k++) {
      const at = row * components + k;
      const told = tell(relation, k, components, heard[at] as number, features, row);
      into[k] = (into[k] as number) + (told - (seen[at] as number)) ** 2;
    }
  }
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
