import { DubError } from '../core/errors';
import { FITS, type Cue, type Fit, type NamedSpeech, type OutsideSound, type ScriptFile } from './script';

/** The longest video, seconds. */
const LONGEST = 24 * 3600;
/** More cues than this are no script of one video. */
const MOST_CUES = 10_000;
const CUE_MEMBERS = ['start', 'end', 'speech', 'face', 'text', 'fit'];
/** More people than this are in no video. */
const MOST_FACES = 100;

type Members = Readonly<Record<string, unknown>>;

/**
 * A script out of parsed JSON, checked. Cues may come in any order, and all or none of them name a person; `fit` is `as-is` and `outside.sound` is `keep` where
 * they are absent. Throws `script/invalid`, whose detail names the cue, counted from 1, and what is wrong with it.
 */
export function readScript(value: unknown): ScriptFile {
  const { cues, outside = {}, ...others } = membersOf(value, 0, 'script');
  refuseOthers(others, 0);
  if (!Array.isArray(cues) || cues.length === 0 || cues.length > MOST_CUES) throw invalid(0, 'cues');
  const read = cues.map((cue: unknown, i) => ({ cue: readCue(cue, i + 1), number: i + 1 }));
  read.sort((a, b) => a.cue.start - b.cue.start);
  const ends = new Map<number | undefined, number>();
  const named = read.some(({ cue }) => cue.face !== undefined);
  for (const { cue, number } of read) {
    const { face, start, end } = cue;
    if (named && face === undefined) throw invalid(number, 'face');
    if (start < (ends.get(face) ?? 0)) throw invalid(number, 'overlap');
    ends.set(face, end);
  }
  return { cues: read.map(({ cue }) => cue), outside: { sound: readSound(outside) } };
}

/** The same from the text of a file. */
export function parseScript(text: string): ScriptFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw invalid(0, 'json');
  }
  return readScript(value);
}

function readCue(value: unknown, number: number): Cue<NamedSpeech> {
  const cue = membersOf(value, number, 'cue');
  refuseOthers(
    Object.fromEntries(Object.entries(cue).filter(([name]) => !CUE_MEMBERS.includes(name))),
    number,
  );
  const start = seconds(cue.start, number, 'start');
  const end = seconds(cue.end, number, 'end');
  if (end <= start) throw invalid(number, 'end');
  const { text, fit = 'as-is' } = cue;
  if (text !== undefined && typeof text !== 'string') throw invalid(number, 'text');
  if (!FITS.includes(fit as Fit)) throw invalid(number, 'fit');
  const speech = readSpeech(cue.speech, number);
  const face = readFace(cue.face, number);
  return {
    start,
    end,
    speech,
    ...(face !== undefined && { face }),
    ...(text !== undefined && { text }),
    fit: fit as Fit,
  };
}

function readFace(face: unknown, number: number): number | undefined {
  if (face === undefined) return undefined;
  if (typeof face === 'number' && Number.isInteger(face) && face >= 1 && face <= MOST_FACES) return face;
  throw invalid(number, 'face');
}

function readSpeech(value: unknown, number: number): NamedSpeech {
  const { file, from, to, ...others } = membersOf(value, number, 'speech');
  refuseOthers(others, number);
  if (typeof file !== 'string' || file === '') throw invalid(number, 'speech.file');
  const begin = from === undefined ? undefined : seconds(from, number, 'speech.from');
  const end = to === undefined ? undefined : seconds(to, number, 'speech.to');
  if (end !== undefined && end <= (begin ?? 0)) throw invalid(number, 'speech.to');
  return { file, ...(begin !== undefined && { from: begin }), ...(end !== undefined && { to: end }) };
}

function readSound(value: unknown): OutsideSound {
  const { sound = 'keep', ...others } = membersOf(value, 0, 'outside');
  refuseOthers(others, 0);
  if (sound === 'keep' || sound === 'silence') return sound;
  if (typeof sound === 'number' && sound >= 0 && sound <= 1) return sound;
  throw invalid(0, 'outside.sound');
}

function seconds(value: unknown, cue: number, member: string): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= LONGEST)) throw invalid(cue, member);
  return value;
}

function membersOf(value: unknown, cue: number, member: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(cue, member);
  return value as Members;
}

/** A member that nobody knows is more likely a slip than meant. */
function refuseOthers(others: Members, cue: number): void {
  const [name] = Object.keys(others);
  if (name !== undefined) throw invalid(cue, name);
}

const invalid = (cue: number, member: string) =>
  new DubError('script/invalid', { detail: { ...(cue > 0 && { cue }), member } });
