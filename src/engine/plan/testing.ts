import mouth from '../../../models/mouth/mouth.json';
import { CURVE_RATE, type MouthCurve } from '../speech/mouth-curve';
import { checkMouthModel, moveShape } from '../face/mouth-model';
import type { VideoPeople } from '../face/people/video-people';
import { FRAME_SIZE } from '../face/track/face-frames';
import type { FaceTrack } from '../face/track/face-track';
import { ANCHORS, POSE, SHAPE, SHAPE_POINTS, TRACKED, trackedIndex } from '../face/track/landmarks';
import { SHAPE_SIZE } from '../face/track/mouth/mouth-shape';
import { stepFor, toSteps } from '../face/track/steps';

/** The shipped model: tests of the plan use its real basis. */
export const model = checkMouthModel(mouth);

/** Pixels between the outer eye corners of the face in tests, and where its middle is. */
const EYES = 160;
const MIDDLE = [250, 210] as const;

/** Rough places of the anchors in the space of the reference face: nose, cheeks, face contour. */
function anchorPlace(index: number): readonly [number, number, number] {
  const side = index % 2 === 0 ? 1 : -1;
  return [side * 0.25 * (index / ANCHORS.length), 0.3 + 0.2 * (index / ANCHORS.length), -0.1];
}

/**
 * A track of the average face, whose mouth in frame i has the coefficients (`first[i]`, 0, 0, …) and whose head
 * is moved sideways by `shift(i)` pixels.
 */
export function trackOf(first: readonly number[], shift: (frame: number) => number = () => 0): FaceTrack {
  const points = new Float32Array(first.length * TRACKED.length * 3);
  const closed = model.neutral.map((value, i) => value + (model.mean[i] as number));
  const shape = new Float32Array(SHAPE_SIZE);
  first.forEach((coefficient, frame) => {
    moveShape(model, closed, [coefficient, ...new Array<number>(model.components - 1).fill(0)], shape);
    const put = (position: number, place: ArrayLike<number>, at: number) => {
      const [x, y, z] = [place[at] as number, place[at + 1] as number, place[at + 2] as number];
      const pixel = [MIDDLE[0] + EYES * x + shift(frame), MIDDLE[1] + EYES * y, EYES * z];
      points.set(pixel, (frame * TRACKED.length + position) * 3);
    };
    ANCHORS.forEach((landmark, i) => put(trackedIndex(landmark), anchorPlace(i), 0));
    POSE.forEach((landmark, i) => put(trackedIndex(landmark), model.reference, 3 * i));
    SHAPE.slice(0, SHAPE_POINTS).forEach((_, i) => put(i, shape, 3 * i));
  });
  const times = Float64Array.from(first, (_, i) => i / 25);
  const present = new Uint8Array(first.length).fill(1);
  const [width, height] = [500, 500];
  const steps = toSteps(points, stepFor(width, height));
  return { width, height, times, present, covered: new Uint8Array(first.length), points: steps };
}

/** Tracks of one video as its people, in this order. */
export function peopleOf(...tracks: readonly [FaceTrack, ...FaceTrack[]]): VideoPeople {
  const [{ width, height, times, points }] = tracks;
  const people = tracks.map(({ present, covered, points: { values } }) => {
    const frames = Int32Array.from([...present.keys()].filter((frame) => present[frame] === 1));
    const rows = [...frames].flatMap((frame) => [
      ...values.subarray(frame * FRAME_SIZE, (frame + 1) * FRAME_SIZE),
    ]);
    return {
      frames,
      values: Int16Array.from(rows),
      covered: Uint8Array.from(frames, (frame) => covered[frame] as number),
      openings: new Float32Array(frames.length),
    };
  });
  return { width, height, times, step: points.step, people };
}

/** A curve whose first component is `value(seconds)`, the others 0, `loudness(seconds)` dB loud. */
export function curveOf(
  seconds: number,
  value: (at: number) => number,
  loudness: (at: number) => number = () => -20,
): MouthCurve {
  const { components } = model;
  const rows = Math.round(seconds * CURVE_RATE) + 1;
  const values = new Float32Array(rows * components);
  for (let row = 0; row < rows; row++) values[row * components] = value(row / CURVE_RATE);
  const loudnessDb = Float32Array.from({ length: rows }, (_, row) => loudness(row / CURVE_RATE));
  return { values, components, loudnessDb, ...spoken(rows), duration: seconds };
}

/** A voice in each of `rows` rows of a curve, of which nothing more is heard. */
export function spoken(rows: number): Pick<MouthCurve, 'voice' | 'heard'> {
  return { voice: new Float32Array(rows).fill(1), heard: { rows: new Int8Array(0), size: 0 } };
}
