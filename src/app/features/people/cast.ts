import type { FaceChoice } from '../../../engine/face/track/choice/face-choice';
import type { Cue, Script } from '../../../engine/script/script';
import type { Spoken } from '../lines/sheet';

/** A recording of one person. */
export type Part = {
  /** When it begins, seconds of the video. */
  readonly start: number;
  /** Seconds of the speech on the table. */
  readonly speech: Spoken;
};

/** Somebody in the video, and what they say, by its start. */
export type Member = { readonly choice: FaceChoice; readonly parts: readonly Part[] };

/** Who says what. Plain data: it is stored with the table. */
export type Cast = readonly Member[];

/** Less than this is left of a recording that another one covers, seconds: it is not said. */
const LEAST = 0.05;
/** A recording that is nearly as long as the video runs along with it. */
const ALONG = 0.9;
/** Silence between what one person says and what another answers, seconds. */
const BREATH = 0.3;

const lengthOf = ({ speech }: Part): number => speech.to - speech.from;
const endOf = (part: Part): number => part.start + lengthOf(part);

/** True of two choices of the same person, who was seen at the same places. */
export const isSame = (a: FaceChoice, b: FaceChoice): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a cast makes of a video of such a length, seconds; null where nobody says anything. */
export function castScript(cast: Cast, duration: number): Script | null {
  const cues = cast.flatMap(({ parts }, i) =>
    parts.flatMap((part, at): Cue[] => {
      const { start, speech } = part;
      const end = Math.min(endOf(part), parts[at + 1]?.start ?? Infinity, duration);
      if (end - start < LEAST) return [];
      return [{ start, end, speech: { from: speech.from, to: speech.to }, face: i + 1, fit: 'as-is' }];
    }),
  );
  if (cues.length === 0) return null;
  cues.sort((a, b) => a.start - b.start);
  return { cues, outside: { sound: 'keep' }, faces: cast.map(({ choice }) => choice) };
}

/** A job's script as a cast again; null of a script of another kind. */
export function castOf({ cues, faces }: Script): Cast | null {
  if (!faces) return null;
  return faces.map((choice, i) => ({
    choice,
    parts: cues
      .filter(({ face }) => face === i + 1)
      .map(({ start, speech }) => ({ start, speech: { ...speech, name: '' } })),
  }));
}

/** When a recording of such a length begins where nobody has said so: with the video, or behind all that is said so far. */
export function usualStart(cast: Cast, length: number, duration: number): number {
  const said = cast.flatMap(({ parts }) => parts).filter((part) => lengthOf(part) < ALONG * duration);
  if (said.length === 0 || length >= ALONG * duration) return 0;
  const behind = Math.max(...said.map(endOf)) + BREATH;
  return Math.round(100 * Math.max(0, Math.min(behind, duration - length))) / 100;
}

/** A cast in which the parts of one person are others; whoever has none yet comes in. */
export function withParts(cast: Cast, choice: FaceChoice, parts: readonly Part[]): Cast {
  const sorted = parts.toSorted((a, b) => a.start - b.start);
  const known = cast.some((member) => isSame(member.choice, choice));
  const all = known ? cast : [...cast, { choice, parts: [] }];
  return all.map((member) => (isSame(member.choice, choice) ? { choice, parts: sorted } : member));
}

export const partsOf = (cast: Cast, choice: FaceChoice): readonly Part[] =>
  cast.find((member) => isSame(member.choice, choice))?.parts ?? [];
