import { POSE } from './track/landmarks';
import { LOWER_MIDDLE, SHAPE_SIZE, UPPER_MIDDLE } from './track/mouth/mouth-shape';

/** The shape side of the mouth model (`models/mouth/mouth.json`): what its coefficients mean. */
export type MouthModel = {
  /** Coefficients of a shape. */
  readonly components: number;
  /** Pose points of the reference face, [18, 3]; outer eye corners 1 apart. */
  readonly reference: readonly number[];
  /** The average person's closed mouth, [60, 3], in the space of the reference face. */
  readonly neutral: readonly number[];
  /** Mean difference from a closed mouth, [60, 3]. */
  readonly mean: readonly number[];
  /** [components, 60 · 3]: coefficients = encode · (difference − mean). */
  readonly encode: readonly number[];
  /** [components, 60 · 3]: difference = mean + coefficients · decode. */
  readonly decode: readonly number[];
};

/** Throws `RangeError` where a model file does not fit this code. */
export function checkMouthModel(model: MouthModel): MouthModel {
  const { components, reference, neutral, mean, encode, decode } = model;
  const sizes = [reference.length - 3 * POSE.length, neutral.length - SHAPE_SIZE, mean.length - SHAPE_SIZE];
  for (const basis of [encode, decode]) sizes.push(basis.length - components * SHAPE_SIZE);
  if (sizes.some((difference) => difference !== 0)) throw new RangeError('mouth model of another layout');
  return model;
}

/** Coefficients of one mouth: `shape` [60, 3] against the person's closed mouth `neutral`. */
export function encodeShape(
  model: MouthModel,
  shape: ArrayLike<number>,
  neutral: ArrayLike<number>,
  into: Float32Array,
): void {
  for (let k = 0; k < model.components; k++) {
    let sum = 0;
    for (let i = 0; i < SHAPE_SIZE; i++) {
      const difference = (shape[i] as number) - (neutral[i] as number) - (model.mean[i] as number);
      sum += (model.encode[k * SHAPE_SIZE + i] as number) * difference;
    }
    into[k] = sum;
  }
}

/** `shape` moved by a change of coefficients: shape + change · decode, into `into` ([60, 3]). */
export function moveShape(
  model: MouthModel,
  shape: ArrayLike<number>,
  change: ArrayLike<number>,
  into: Float32Array,
): void {
  for (let i = 0; i < SHAPE_SIZE; i++) into[i] = shape[i] as number;
  for (let k = 0; k < model.components; k++) {
    const by = change[k] as number;
    if (by === 0) continue;
    for (let i = 0; i < SHAPE_SIZE; i++)
      into[i] = (into[i] as number) + by * (model.decode[k * SHAPE_SIZE + i] as number);
  }
}

/** +1 where a larger first component, which is the opening near enough, opens the mouth; else -1. */
export function openSign({ decode }: MouthModel): 1 | -1 {
  return (decode[3 * LOWER_MIDDLE + 1] as number) > (decode[3 * UPPER_MIDDLE + 1] as number) ? 1 : -1;
}
