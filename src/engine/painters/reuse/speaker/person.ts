import { encodeShape, type MouthModel } from '../../../face/mouth-model';
import { neutralShape, type MouthShapes } from '../../../face/track/mouth/mouth-shape';

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
