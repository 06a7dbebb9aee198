import { describe, expect, test } from 'vitest';
import type { MediaInfo } from '../../core/media-info';
import type { FaceTrack } from '../../face/track/face-track';
import { FRAME_SIZE, flatFrame, measuredFrames } from '../../face/track/face-frames';
import { SHAPE_POINTS } from '../../face/track/landmarks';
import { mouthShapes } from '../../face/track/mouth/mouth-shape';
import { readSteps, type Steps } from '../../face/track/steps';
import { openSign } from '../../face/mouth-model';
import { crossFade } from './donors/cross-fade';
import { chooseDonors } from './donors/choose-donors';
import { DEFAULT_SETTINGS, type DubSettings } from '../../plan/dub-plan';
import type { ReusePlan } from './inputs';
import { openingPerUnit } from './donors/donor-features';
import { learnHabits } from './speaker/habits';
import { measurePerson } from './speaker/person';
import { planDub, planMouths } from './plan';
import { correlation } from '../../math/statistics';
import { curveOf, model, trackOf } from '../../plan/testing';

const wave = (at: number) =>
  Math.max(0, Math.sin(2 * Math.PI * 1.7 * at) + 0.4 * Math.sin(2 * Math.PI * 2.9 * at + 1));
const FRAMES = 150;
const opened = Array.from({ length: FRAMES }, (_, i) => openSign(model) * (2.5 * wave((i + 0.5) / 25) - 1));
const info: MediaInfo = {
  container: 'mp4',
  duration: FRAMES / 25,
  video: {
    codec: 'avc1',
    codedWidth: 500,
    codedHeight: 500,
    width: 500,
    height: 500,
    rotation: 0,
    fps: 25,
    frames: FRAMES,
    bitrate: 1e6,
  },
  audio: null,
  reader: 'webcodecs',
};

/** Lip opening that a plan asks for, pixels. */
function plannedOpening(target: Steps, index: number): number {
  const mouth = new Float32Array(SHAPE_POINTS * 2);
  return openingOf(readSteps(target, index * mouth.length, mouth));
}

/** The same of a frame's lips, [60, 2]. */
function openingOf(lips: Float32Array): number {
  const y = (point: number) => lips[point * 2 + 1] as number;
  return y(25) - y(35);
}

/** The first 60 landmarks of one frame, as `plannedOpening` wants them. */
const lipsOf = (track: FaceTrack, frame: number) =>
  flatFrame(measuredFrames(track), frame).slice(0, SHAPE_POINTS * 2);

test('the planned lips follow the speech, and nothing moves where the face does not', () => {
  const speech = curveOf(4, (at) => openSign(model) * (2.5 * wave(at + 0.3) - 1));
  const plan = planDub(
    { info, track: trackOf(opened), speech, own: null, settings: DEFAULT_SETTINGS },
    model,
  );
  expect(plan.fps).toBe(25);
  expect(plan.learned).toBeUndefined();
  expect(plan.base.length).toBe(100);
  expect([...plan.base.slice(0, 5)]).toEqual([0, 1, 2, 3, 4]);
  const planned = Array.from(plan.base, (_, i) => plannedOpening(plan.inputs.target, i));
  const said = Array.from(plan.base, (_, i) => wave((i + 0.5) / 25 + 0.3));
  expect(correlation(planned, said)).toBeGreaterThan(0.95);
  expect(Math.min(...planned)).toBeGreaterThanOrEqual(-0.01);
});

test('a little more is asked for than is wanted, since the filmed mouth still shows in what is painted', () => {
  const track = trackOf(opened);
  const { components } = model;
  const filmed = (frame: number) => openingOf(lipsOf(track, frame));
  const plan = planMouths(
    { info, track, speech: curveOf(4, () => 0), settings: DEFAULT_SETTINGS },
    model,
    ({ coefficients }, { frames }) =>
      coefficients
        .slice(0, frames * components)
        .map((value, i) => (i % components === 0 ? value + openSign(model) : value)),
  );
  // 160 pixels lie between the eye corners of the face in tests.
  const asked = 160 * Math.abs(openingPerUnit(model)[0] as number);
  const moved = Array.from(plan.base, (frame, i) => plannedOpening(plan.inputs.target, i) - filmed(frame));
  const ratio = moved.reduce((sum, value) => sum + value, 0) / moved.length / asked;
  expect(ratio).toBeGreaterThan(1.05);
  expect(ratio).toBeLessThan(1.11);
});

test('own habits: the lag of the sound and the strength of the mouth are found', () => {
  const track = trackOf(opened);
  const person = measurePerson(model, mouthShapes(measuredFrames(track), model.reference));
  const middles = track.times.map((time) => time + 0.02);
  const first = (frame: number) => person.coefficients[frame * model.components] as number;
  // A sound that says the same, half as strongly, 120 ms later.
  const own = curveOf(FRAMES / 25, (at) => {
    const frame = Math.min(FRAMES - 1, Math.max(0, Math.round((at - 0.12 - 0.02) * 25)));
    return 0.5 * first(frame);
  });
  const habits = learnHabits(model, person, middles, own, own);
  expect(habits.own?.correlation).toBeGreaterThan(0.95);
  expect(habits.own?.lag).toBeCloseTo(0.12, 1);
  expect(habits.slope[0]).toBeGreaterThan(1.8);
  expect(habits.slope[0]).toBeLessThan(2.2);
  expect(habits.seconds).toBeCloseTo(FRAMES / 25, 0);
});

test('of a few seconds of own sound less is believed than of many', () => {
  const { components } = model;
  const learn = (frames: number) => {
    const track = trackOf(Array.from({ length: frames }, (_, i) => opened[i % opened.length] as number));
    const person = measurePerson(model, mouthShapes(measuredFrames(track), model.reference));
    const middles = track.times.map((time) => time + 0.02);
    // Opening goes as it is heard, the second component not at all, though it is as strong.
    const own = curveOf(frames / 25, (at) => {
      const frame = Math.min(frames - 1, Math.max(0, Math.round((at - 0.02) * 25)));
      return person.coefficients[frame * components] as number;
    });
    for (let row = 0; row * components < own.values.length; row++)
      own.values[row * components + 1] = 0.35 * Math.sin(0.14 * row);
    return learnHabits(model, person, middles, own, own);
  };
  const [few, many] = [learn(60), learn(600)];
  expect(few.seconds).toBeLessThan(3);
  expect(many.seconds).toBeGreaterThan(20);
  expect(Math.abs(few.slope[1] as number)).toBeGreaterThan(0.4);
  expect(Math.abs(many.slope[1] as number)).toBeLessThan(0.25);
});

test('a sound that has nothing to do with the mouth is not trusted', () => {
  const track = trackOf(opened);
  const person = measurePerson(model, mouthShapes(measuredFrames(track), model.reference));
  const noise = curveOf(FRAMES / 25, (at) => Math.sin(2 * Math.PI * 0.11 * at) + Math.sin(997 * at));
  const habits = learnHabits(model, person, track.times, noise, noise);
  expect(habits.own?.correlation).toBeLessThan(0.45);
  expect(habits.seconds).toBe(0);
  expect(new Set(habits.slope).size).toBe(1);
});

test('the choice of footage plays real runs: what was filmed is borrowed as it was filmed', () => {
  const mouths = mouthShapes(measuredFrames(trackOf(opened)), model.reference);
  const person = measurePerson(model, mouths);
  const from = 40;
  const wanted = person.coefficients.slice(from * model.components, (from + 30) * model.components);
  const base = Int32Array.from({ length: 30 }, (_, i) => i);
  const candidates = Int32Array.from({ length: FRAMES }, (_, i) => i);
  const donors = chooseDonors({
    model,
    person,
    poses: mouths.poses,
    candidates,
    base,
    keep: new Uint8Array(30),
    wanted,
  });
  expect([...donors]).toEqual(Array.from({ length: 30 }, (_, i) => from + i));
});

test('frames without a face are kept as they are', () => {
  const track = trackOf(opened);
  track.present.fill(0, 20, 30);
  track.points.values.fill(0, 20 * FRAME_SIZE, 30 * FRAME_SIZE);
  const speech = curveOf(2, wave);
  const plan = planDub({ info, track, speech, own: null, settings: DEFAULT_SETTINGS }, model);
  expect([...plan.keep]).toEqual(Array.from({ length: 50 }, (_, i) => (i >= 20 && i < 30 ? 1 : 0)));
  for (let i = 0; i < 50; i++)
    if (!plan.keep[i]) expect(track.present[plan.inputs.donor[i] as number]).toBe(1);
});

describe('a part of the video', () => {
  const said = (at: number) => openSign(model) * (2.5 * wave(at + 0.3) - 1);
  const track = trackOf(opened);
  const request = { info, track, settings: DEFAULT_SETTINGS };

  test('is all that is shown, but mouths are borrowed from everywhere', () => {
    const shown = { from: 0.8, to: 1.6 };
    const { base, inputs: reuse } = planDub(
      { ...request, speech: curveOf(4, said), own: null, shown },
      model,
    );
    expect([Math.min(...base), Math.max(...base)]).toEqual([20, 39]);
    expect(reuse.donor.some((frame) => frame < 20 || frame > 39)).toBe(true);
  });

  test('is planned alike with a part of its own sound', () => {
    const own = curveOf(opened.length / 25, said);
    const speech = curveOf(2, (at) => said(at + 0.4));
    const late = { ...track, times: track.times.map((time) => time + 3) };
    const shown = { from: 3, to: 9 };
    const part = planDub({ ...request, track: late, speech, own, ownFrom: 3, shown }, model);
    const whole = planDub({ ...request, speech, own }, model);
    expect(part.inputs).toEqual(whole.inputs);
    expect(part.learned).toBeCloseTo(FRAMES / 25, 0);
    expect(part.inputs).not.toEqual(planDub({ ...request, track: late, speech, own, shown }, model).inputs);
  });
});

describe('a pause of the speech', () => {
  const said = (at: number) => openSign(model) * (2.5 * wave(at + 0.3) - 1);
  const speech = curveOf(4, said, (at) => (at > 1.5 && at < 2.7 ? -90 : -20));
  const track = trackOf(opened);
  const planOf = (pauses: DubSettings['pauses']) =>
    planDub({ info, track, speech, own: null, settings: { ...DEFAULT_SETTINGS, pauses } }, model);
  const gaps = ({ inputs }: ReusePlan) =>
    Array.from({ length: 20 }, (_, i) => plannedOpening(inputs.target, 42 + i));

  test('closes the mouth', () => {
    const { keep, inputs } = planOf('close');
    expect(keep.every((kept) => kept === 0)).toBe(true);
    // The mouth goes on 0.15 s after the voice and begins 0.25 s before it, and takes two frames to close.
    expect(Math.max(...gaps({ inputs } as ReusePlan).slice(2, 17))).toBeLessThan(3);
  });

  test('leaves it to what the model makes of the silence', () => {
    const planned = gaps(planOf('model'));
    const meant = planned.map((_, i) => wave((42.5 + i) / 25 + 0.3));
    expect(Math.max(...planned)).toBeGreaterThan(10);
    expect(correlation(planned, meant)).toBeGreaterThan(0.95);
  });

  test('gives the mouth back to the footage, and meets its shape on the way', () => {
    const { keep, share, inputs, base } = planOf('original');
    const kept = [...keep.keys()].filter((i) => keep[i] === 1);
    expect([kept[0], kept.at(-1)]).toEqual([42, 62]);
    expect(share.slice(37, 43).map((part) => Math.round(5 * part))).toEqual(
      Float32Array.of(5, 4, 3, 2, 1, 0),
    );
    const filmed = (frame: number) => openingOf(lipsOf(track, base[frame] as number));
    const off = (frame: number) => Math.abs(plannedOpening(inputs.target, frame) - filmed(frame));
    expect(off(41)).toBeLessThan(0.25 * Math.abs(filmed(41)) + 2);
    expect(off(63)).toBeLessThan(0.25 * Math.abs(filmed(63)) + 2);
  });
});

test('jumps are cross-faded with what would have come before and after', () => {
  const donor = Int32Array.from([10, 11, 12, 13, 50, 51, 52, 53]);
  const usable = new Uint8Array(100).fill(1);
  const { donor2, mix } = crossFade(donor, new Uint8Array(8), usable, () => 0);
  expect([...donor2]).toEqual([10, 11, 48, 49, 14, 15, 52, 53]);
  expect([...mix].map((share) => Math.round(share * 100))).toEqual([0, 0, 12, 36, 36, 12, 0, 0]);
  // Half as unlike as mouths that are not mixed at all.
  const halved = crossFade(donor, new Uint8Array(8), usable, () => 1.5);
  expect([...halved.mix].map((share) => Math.round(share * 100))).toEqual([0, 0, 6, 18, 18, 6, 0, 0]);
  expect(crossFade(donor, new Uint8Array(8), usable, () => 9).mix).toEqual(new Float32Array(8));
});
