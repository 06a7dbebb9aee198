import { CURVE_RATE, type MouthCurve } from '../../src/engine/speech/mouth-curve';
import { moveShape, type MouthModel } from '../../src/engine/face/mouth-model';
import type { FaceTrack } from '../../src/engine/face/track/face-track';
import { measuredFrames } from '../../src/engine/face/track/face-frames';
import {
  mouthShapes,
  neutralShape,
  opening,
  SHAPE_SIZE,
} from '../../src/engine/face/track/mouth/mouth-shape';
import type { Series } from './agreement';

/** Lip opening of every frame with a face: the gap between the inner lips in eye distances, and the frame's middle. */
export type Openings = { readonly values: number[]; readonly times: number[] };

export function openings(track: FaceTrack, model: MouthModel, fps: number): Openings {
  const { openings, poses } = mouthShapes(measuredFrames(track), model.reference);
  const frames = poses.flatMap((pose, frame) => (pose ? [frame] : []));
  return {
    values: frames.map((frame) => openings[frame] as number),
    times: frames.map((frame) => (track.times[frame] as number) + 0.5 / fps),
  };
}

/** The lip opening that a speech asks of the person in `track`, 100 a second. */
export function askedOpening(curve: MouthCurve, model: MouthModel, track: FaceTrack): Series {
  const neutral = neutralShape(mouthShapes(measuredFrames(track), model.reference));
  const mean = Float32Array.from(neutral, (value, i) => value + (model.mean[i] as number));
  const shape = new Float32Array(SHAPE_SIZE);
  const rows = curve.values.length / curve.components;
  const values = Float32Array.from({ length: rows }, (_, row) => {
    moveShape(
      model,
      mean,
      curve.values.subarray(row * curve.components, (row + 1) * curve.components),
      shape,
    );
    return opening(shape);
  });
  return { values, rate: CURVE_RATE };
}
