import type { MouthModel } from '../../../face/mouth-model';
import { INNER_LIP, OUTER_LIP } from '../../../face/track/landmarks';
import { LIP_POINTS, LOWER_MIDDLE, UPPER_MIDDLE } from '../../../face/track/mouth/mouth-shape';

/** A lip that is off by this much on average (eye distances) costs 1. */
const SHAPE_SCALE = 0.016;
/** What a lip's place in depth, which is known less well, and its thickness count beside its place in the picture. */
const DEPTH = 0.35;
const THICKNESS = 1;

/**
 * Turns coefficients into numbers whose squared distances say how differently two mouths look: mean squared shift of
 * the lip points, of their depth (lips that are pursed come forward) and of the lips' thickness, over `SHAPE_SCALE`².
 * A triangular matrix [components, components]: the Cholesky factor of that quadratic form, transposed.
 */
export function lipMetric({ components, decode }: MouthModel): Float64Array {
  const row = decode.length / components;
  const form = new Float64Array(components * components);
  const add = (weight: number, of: (component: number) => number) => {
    for (let a = 0; a < components; a++)
      for (let b = 0; b < components; b++)
        form[a * components + b] = (form[a * components + b] as number) + weight * of(a) * of(b);
  };
  const at = (component: number, point: number, axis: number) =>
    decode[component * row + 3 * point + axis] as number;
  const each = 1 / LIP_POINTS / SHAPE_SCALE ** 2;
  for (let point = 0; point < LIP_POINTS; point++) {
    for (let axis = 0; axis < 3; axis++) add(axis === 2 ? DEPTH * each : each, (k) => at(k, point, axis));
  }
  for (let point = 0; point < OUTER_LIP.length; point++) {
    const within = OUTER_LIP.length + (point % INNER_LIP.length);
    add(THICKNESS * each, (k) => at(k, point, 1) - at(k, within, 1));
  }
  return transposedCholesky(form, components);
}

/** How far the middle of the inner lips parts with a unit of each component, eye distances. */
export function openingPerUnit({ components, decode }: MouthModel): Float64Array {
  const row = decode.length / components;
  return Float64Array.from(
    { length: components },
    (_, k) =>
      (decode[k * row + 3 * LOWER_MIDDLE + 1] as number) - (decode[k * row + 3 * UPPER_MIDDLE + 1] as number),
  );
}

/** U with Uᵀ U = `form`, a positive semi-definite matrix [size, size]. */
function transposedCholesky(form: Float64Array, size: number): Float64Array {
  const upper = new Float64Array(size * size);
  const entry = (i: number, j: number) => upper[i * size + j] as number;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let rest = form[i * size + j] as number;
      for (let k = 0; k < i; k++) rest -= entry(k, i) * entry(k, j);
      if (j > i) upper[i * size + j] = entry(i, i) > 0 ? rest / entry(i, i) : 0;
      else upper[i * size + i] = Math.sqrt(Math.max(0, rest));
    }
  }
  return upper;
}

/**
 * `metric` applied to rows of coefficients [rows, components], and to their movement: half the difference of the rows
 * after and before. `follows`: 1 for rows that go on from the one before. [rows, 2 · components]; the first half of
 * each is the mouth, the second its movement.
 */
export function mouthFeatures(
  coefficients: Float32Array,
  components: number,
  metric: Float64Array,
  follows: (row: number) => boolean,
): Float32Array {
  const rows = coefficients.length / components;
  const features = new Float32Array(2 * rows * components);
  for (let row = 0; row < rows; row++) {
    const before = row > 0 && follows(row) ? row - 1 : row;
    const after = row + 1 < rows && follows(row + 1) ? row + 1 : row;
    const steps = Math.max(1, after - before);
    for (let i = 0; i < components; i++) {
      let [place, movement] = [0, 0];
      for (let k = i; k < components; k++) {
        const weight = metric[i * components + k] as number;
        place += weight * (coefficients[row * components + k] as number);
        const moved =
          (coefficients[after * components + k] as number) -
          (coefficients[before * components + k] as number);
        movement += (weight * moved) / steps;
      }
      features[2 * row * components + i] = place;
      features[(2 * row + 1) * components + i] = movement;
    }
  }
  return features;
}

/** How differently the mouths of two frames look (`lipMetric`). `coefficients`: [frames, components]. */
export function mouthDistance(
  model: MouthModel,
  coefficients: Float32Array,
): (a: number, b: number) => number {
  const { components } = model;
  const metric = lipMetric(model);
  const difference = (a: number, b: number, k: number) =>
    (coefficients[a * components + k] as number) - (coefficients[b * components + k] as number);
  return (a, b) => {
    let sum = 0;
    for (let i = 0; i < components; i++) {
      let row = 0;
      for (let k = i; k < components; k++)
        row += (metric[i * components + k] as number) * difference(a, b, k);
      sum += row * row;
    }
    return sum;
  };
}
