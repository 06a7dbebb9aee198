import { DubError } from '../../core/errors';
import { correlation } from '../../math/statistics';
import { CURVE_RATE, type MouthCurve } from '../../speech/mouth-curve';
import { isChosen, type FaceChoice } from '../track/choice/face-choice';
import { boxAt } from './face-place';
import { mouthMotion, MOVES } from './mouth-motion';
import type { PersonTrack, VideoPeople } from './video-people';

/** Whom the user wants to speak: who was seen at some places, else the person of a number, counted from 1. */
export type PersonWish = { readonly choice?: FaceChoice; readonly person?: number };

/** Who speaks, and how that was found. */
export type Speaker = {
  /** Position among the video's people. */
  readonly person: number;
  /** How many people there are. */
  readonly of: number;
  /**
   * `user`: as wished. `only`: there is nobody else. `sound`: the mouth moves with the video's own sound. `mouth`: it
   * moves. `size`: nobody's does, and this face is the largest.
   */
  readonly by: 'user' | 'only' | 'sound' | 'mouth' | 'size';
};

/** The video's own sound, as what it asks of a mouth. `from`: where in the video it begins, seconds. */
export type OwnSound = { readonly curve: MouthCurve; readonly from: number };

/**
 * Decides who of a video's people speaks: whom the user wants, else whose mouth moves with the video's own sound, else
 * whose mouth moves, else the largest. Throws `input/no-person` where the one who is wanted is not there.
 */
export function choosePerson(people: VideoPeople, wish: PersonWish, own: OwnSound | null): Speaker {
  const of = people.people.length;
  const wished = wishedPerson(people, wish);
  if (wished !== null) return { person: wished, of, by: 'user' };
  if (of === 1) return { person: 0, of, by: 'only' };
  const heard = own && bySound(people, own);
  if (typeof heard === 'number') return { person: heard, of, by: 'sound' };
  const moving = byMouth(people);
  return moving === null ? { person: 0, of, by: 'size' } : { person: moving, of, by: 'mouth' };
}

/** Null where the user does not care. */
function wishedPerson(people: VideoPeople, { choice, person }: PersonWish): number | null {
  const of = people.people.length;
  if (!choice) {
    if (person === undefined) return null;
    if (person <= of) return person - 1;
    throw new DubError('input/no-person', { detail: { person, people: of } });
  }
  const hits = people.people.map((each) => timesAt(people, each, choice));
  const most = Math.max(...hits);
  if (most === 0) throw new DubError('input/no-person', { detail: { person: 'chosen', people: of } });
  return hits.indexOf(most);
}

/** Frames in which somebody is where the chosen face was seen. */
function timesAt({ times, step }: VideoPeople, { frames, values }: PersonTrack, choice: FaceChoice): number {
  let count = 0;
  frames.forEach((frame, i) => {
    if (isChosen(choice, times[frame] as number, boxAt(values, i, step))) count++;
  });
  return count;
}

/** Frames that a correlation is worth something from. */
const ENOUGH_FRAMES = 40;
/** Sound and picture may be so far apart (s), tried in steps. */
const LAGS = Array.from({ length: 31 }, (_, i) => (i - 15) / 50);
/** A mouth that goes with the sound less than this does so by chance. */
const LEAST_CORRELATION = 0.35;

/** A mouth that goes with the sound this nearly as well as the best one counts as much. */
const ALIKE = 0.9;

/** The person whose mouth goes with the sound for longest; null where nobody's does. */
function bySound(people: VideoPeople, own: OwnSound): number | null {
  const wanted = openingWanted(own.curve);
  const worth = people.people.map((person) => {
    if (mouthMotion(person, people.times) < MOVES) return 0;
    const r = Math.max(...LAGS.map((lag) => alongWith(people.times, person, wanted, lag - own.from)));
    return r < LEAST_CORRELATION ? 0 : r * person.frames.length;
  });
  // Of two who go with it about equally well, the larger one, who stands first and whom the page preselects.
  const most = Math.max(...worth);
  return most > 0 ? worth.findIndex((each) => each >= ALIKE * most) : null;
}

/** How wide the sound wants a mouth at each row, whichever way the model's first component counts: loud is open. */
function openingWanted({ values, components, loudnessDb }: MouthCurve): Float32Array {
  const first = Float32Array.from(
    { length: values.length / components },
    (_, row) => values[row * components] as number,
  );
  const loud = Float64Array.from({ length: first.length }, (_, row) => Math.max(-60, loudnessDb[row] ?? -60));
  const sign = correlation(Float64Array.from(first), loud) < 0 ? -1 : 1;
  return first.map((value) => sign * value);
}

/** Correlation of a mouth with what is wanted `shift` seconds after the picture. */
function alongWith(
  times: Float64Array,
  { frames, openings }: PersonTrack,
  wanted: Float32Array,
  shift: number,
): number {
  const [seen, heard] = [new Float64Array(frames.length), new Float64Array(frames.length)];
  let count = 0;
  frames.forEach((frame, i) => {
    const row = Math.round(((times[frame] as number) + shift) * CURVE_RATE);
    if (row < 0 || row >= wanted.length) return;
    seen[count] = openings[i] as number;
    heard[count++] = wanted[row] as number;
  });
  return count < ENOUGH_FRAMES ? 0 : correlation(seen.subarray(0, count), heard.subarray(0, count));
}

/** Of those whose mouths move about as much as anybody's, the largest and most present. */
function byMouth({ people, times }: VideoPeople): number | null {
  const motions = people.map((person) => mouthMotion(person, times));
  return mostMoving(motions);
}

/** The first of those that move at all and at least half as much as whoever moves most. */
export function mostMoving(motions: readonly number[]): number | null {
  const most = Math.max(...motions);
  return most < MOVES ? null : motions.findIndex((motion) => motion >= Math.max(MOVES, most / 2));
}
