import { DubError } from '../../core/errors';
import { moveShape, type MouthModel } from '../../face/mouth-model';
import { flatFrames } from '../../face/track/face-frames';
import { INNER_LIP, OUTER_LIP, SHAPE_POINTS } from '../../face/track/landmarks';
import { SHAPE_SIZE, mouthShapes, type MouthShapes } from '../../face/track/mouth/mouth-shape';
import { invert, transform } from '../../math/similarity';
import { smoothFrames } from '../../face/track/smooth';
import { stepFor, writeSteps, type Steps } from '../../face/track/steps';
import { chooseDonors } from './donors/choose-donors';
import { crossFade } from './donors/cross-fade';
import { mouthDistance } from './donors/donor-features';
import { donorCandidates } from './donors/donor-candidates';
import { drive } from './speaker/drive';
import type { PlanRequest } from '../kind';
import type { ReusePlan } from './inputs';
import { FADE_FRAMES, combineShares, wantFilmed, wantOriginal } from '../../timeline/fade';
import { keepFrames } from '../shared/kept';
import { outputFrames } from '../shared/output-frames';
import { pausedFrames } from '../../speech/pauses';
import { applyHabits, learnHabits } from './speaker/habits';
import { measurePerson, type Person } from './speaker/person';

/** When each output frame and each frame of the video is on. */
export type Clocks = {
  /** Output frames, and how many of them there are a second. */
  readonly frames: number;
  readonly fps: number;
  /** Presentation time of each source frame, seconds. */
  readonly times: Float64Array;
};

/** What is wanted of a person's mouth: coefficients [output frames, components]. */
export type Wanting = (person: Person, clocks: Clocks) => Float32Array;

/** Decides what every output frame is. Pure and deterministic. Throws `input/no-video`, `input/no-face`. */
export function planDub(request: PlanRequest, model: MouthModel): ReusePlan {
  const { speech, own, ownFrom = 0, settings } = request;
  let learned = 0;
  const plan = planMouths(request, model, (person, { frames, fps, times }) => {
    const middles = times.map((time) => time + 0.5 / fps - ownFrom);
    const habits = learnHabits(model, person, middles, own, speech);
    learned = habits.seconds;
    return drive(model, person, applyHabits(habits, speech), speech, settings, frames, fps);
  });
  return { ...plan, ...(learned > 0 && { learned }) };
}

/** The same for a mouth that is wanted by whatever means: the speech says only how long it lasts and where it pauses. */
export function planMouths(request: Omit<PlanRequest, 'own'>, model: MouthModel, want: Wanting): ReusePlan {
  const { info, track: measured, speech, settings, keepOriginal = [], made } = request;
  if (!info.video) throw new DubError('input/no-video');
  const { track: clear, strength } = keepFrames(measured, model.reference, keepOriginal);
  const track = smoothFrames(clear);
  const { times, present } = track;
  const mouths = mouthShapes(track, model.reference);
  const person = measurePerson(model, mouths);
  if (person.frames.length === 0) throw new DubError('input/no-face');
  const { fps } = info.video;
  const output = outputFrames(request, fps);
  const { base } = output;
  const paused =
    settings.pauses === 'original'
      ? pausedFrames(speech, base.length, fps, settings.offset, FADE_FRAMES)
      : new Uint8Array(base.length);
  const { keep, share } = combineShares(base, strength, wantOriginal(paused, fps, made));
  const wanted = want(person, { frames: base.length, fps, times });
  wantFilmed(wanted, person.coefficients, base, share, model.components);
  const candidates = donorCandidates(track, mouths.poses);
  const donor = chooseDonors({ model, person, poses: mouths.poses, candidates, base, keep, wanted });
  const step = stepFor(track.width, track.height);
  const target = targets(model, person, mouths, base, keep, wanted, step);
  const inputs = {
    donor,
    ...crossFade(donor, keep, present, mouthDistance(model, person.coefficients)),
    points: flatFrames(track),
    target,
  };
  const { blending, sharpening } = settings;
  return { fps, ...output, keep, share, look: { blending, sharpening }, inputs };
}

/**
 * What is painted looks as if it lay this far back towards the base frame's own mouth: skin, chin and the pose that is
 * taken from the face still tell of it. Measured with another mesh on five people, true shapes asked for.
 */
const SHORT = 0.08;

/**
 * Where lips and jaw shall be in every output frame, [frames, 60, 2] in upright pixels: the base frame's own
 * mouth, moved by the difference between the wanted coefficients and its own, so that what the model does not
 * describe (perspective, an asymmetric mouth) stays as it was filmed.
 */
function targets(
  model: MouthModel,
  person: Person,
  mouths: MouthShapes,
  base: Int32Array,
  keep: Uint8Array,
  wanted: Float32Array,
  step: number,
): Steps {
  const target = { step, values: new Int16Array(base.length * SHAPE_POINTS * 2) };
  const flat = new Float32Array(SHAPE_POINTS * 2);
  const change = new Float32Array(model.components);
  const moved = new Float32Array(SHAPE_SIZE);
  const placed = new Float32Array(SHAPE_SIZE);
  base.forEach((frame, i) => {
    const pose = mouths.poses[frame];
    if (!pose || keep[i]) return;
    for (let k = 0; k < model.components; k++) {
      const aim = wanted[i * model.components + k] as number;
      const filmed = person.coefficients[frame * model.components + k] as number;
      change[k] = (1 + SHORT) * (aim - filmed);
    }
    moveShape(model, mouths.shape(frame), change, moved);
    partLips(moved);
    transform(invert(pose), moved, placed);
    for (let p = 0; p < SHAPE_POINTS; p++) {
      flat[2 * p] = placed[3 * p] as number;
      flat[2 * p + 1] = placed[3 * p + 1] as number;
    }
    writeSteps(target, i * flat.length, flat);
  });
  return target;
}

/** Lips may touch but not pass through each other: where they would, both inner contours go to the middle. */
function partLips(shape: Float32Array): void {
  const first = OUTER_LIP.length;
  const half = INNER_LIP.length / 2;
  for (let k = 1; k < half; k++) {
    const lower = 3 * (first + k) + 1;
    const upper = 3 * (first + INNER_LIP.length - k) + 1;
    if ((shape[lower] as number) >= (shape[upper] as number)) continue;
    const middle = ((shape[lower] as number) + (shape[upper] as number)) / 2;
    shape[lower] = shape[upper] = middle;
  }
}
