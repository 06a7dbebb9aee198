import type { Pairs } from './own-sound';
import { Ridge } from '../../../math/ridge';
import { spread } from '../../../math/statistics';

/** Strengths of the ridge that are tried; besides, none at all. */
const STRENGTHS = [30, 100, 300, 1000, 3000, 10_000];
/** The clip is cut into so many stretches, each of which is told from the others. */
const FOLDS = 5;
/** A ridge that tells the stretches better by less than this share may be chance. */
const MARGIN = 0.02;
/** Draws the slope towards 1 where there is little to go by: as many squared spreads. */
const SLOPE_PRIOR = 5;

/** How a mouth follows from what is told of it and from features: coefficient = slope · told + shift + features · weights. */
export type Relation = {
  readonly slope: Float64Array;
  readonly shift: Float64Array;
  /** [features, components]; zeros where nothing more is to be learned. */
  readonly weights: Float64Array;
};

/** Whether a row counts. */
type Use = (row: number) => boolean;

/**
 * The relation of what was seen to what was heard, for each component of the kind and strength that tells held-back
 * stretches of the clip best. `size`: features of a row.
 */
export function relate(pairs: Pairs, components: number, size: number): Relation {
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
export function asEverybody(
  { heard, seen, rows }: Pairs,
  components: number,
): Pick<Relation, 'slope' | 'shift'> {
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
export function blend(learned: Relation, common: Pick<Relation, 'slope' | 'shift'>, part: number): Relation {
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

/** Component `k` of a mouth by a relation, from what the model tells of it and from row `row` of the features. */
export function tell(
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
