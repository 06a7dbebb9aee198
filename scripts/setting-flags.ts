import type { DubSettings } from '../src/engine/plan/dub-plan';
import {
  readSettings,
  SETTING_CHOICES,
  SETTING_NAMES,
  SETTING_RANGES,
  type ChoiceSetting,
  type NumberSetting,
} from '../src/engine/plan/settings';
import { readPerson } from '../src/engine/face/people/read-person';
import type { Sentence, PageQuery, SoundTracks, TrimEnds } from './studio-page';

/** What is wrong with a command line, for the person who wrote it. */
export class UsageError extends Error {}

/** The number that `--name` was given; throws a `UsageError` for anything else. */
export const numberOf = (name: string, text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`--${name} wants a number, not "${text}".`);
  return value;
};

/** The flags of the settings, for `parseArgs`. */
export const SETTING_FLAGS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, { type: 'string' }] as const),
);

/** The settings among the flags. Throws a `UsageError` for values that they cannot have. */
export function settingsOf(flags: Record<string, string | boolean | undefined>): PageQuery {
  const given = SETTING_NAMES.filter((name) => flags[name] !== undefined);
  const values = given.map((name) => {
    const value = name in SETTING_RANGES ? numberOf(name, String(flags[name])) : flags[name];
    if (Object.keys(readSettings({ [name]: value })).length > 0) return [name, value];
    throw new UsageError(`--${name} is ${allowed(name)}, not "${String(flags[name])}".`);
  });
  return Object.fromEntries(values) as PageQuery;
}

/** What a setting may be, in words. */
function allowed(name: keyof DubSettings): string {
  if (name in SETTING_CHOICES) return SETTING_CHOICES[name as ChoiceSetting].join(' or ');
  const { least, most } = SETTING_RANGES[name as NumberSetting];
  return `${least} to ${most}`;
}

/** Who speaks, among the flags. Throws a `UsageError` for what is no number of a person. */
export function personOf({ person }: { person?: string }): PageQuery {
  if (person === undefined) return {};
  const number = readPerson(person);
  if (number === null) throw new UsageError(`--person wants a number from 1 on, not "${person}".`);
  return { person: number };
}

/** The flags that tell which sound tracks are used, for `parseArgs`. */
export const SOUND_FLAGS = { 'video-sound': { type: 'string' }, 'speech-sound': { type: 'string' } } as const;

/** The sound tracks among the flags. Throws a `UsageError` for what is no number of a track. */
export function soundsOf(flags: Partial<Record<keyof typeof SOUND_FLAGS, string>>): SoundTracks {
  const track = (role: 'video' | 'speech') => {
    const text = flags[`${role}-sound`];
    if (text === undefined) return {};
    const value = numberOf(`${role}-sound`, text);
    if (!Number.isInteger(value) || value < 1)
      throw new UsageError(`--${role}-sound wants a number from 1 on, not "${text}".`);
    return { [role]: value };
  };
  return { ...track('video'), ...track('speech') };
}

/** The flags that tell which parts of the files are used, for `parseArgs`. */
export const TRIM_FLAGS = {
  'video-in': { type: 'string' },
  'video-out': { type: 'string' },
  'speech-in': { type: 'string' },
  'speech-out': { type: 'string' },
} as const;

/** The parts among the flags. Throws a `UsageError` for what is no time, and for a part that ends before it begins. */
export function trimOf(flags: Partial<Record<keyof typeof TRIM_FLAGS, string>>): TrimEnds {
  const time = (name: keyof typeof TRIM_FLAGS) => {
    const value = flags[name] === undefined ? undefined : numberOf(name, flags[name]);
    if (value !== undefined && value < 0) throw new UsageError(`--${name} wants seconds from the start.`);
    return value;
  };
  const ends = (role: 'video' | 'speech') => {
    const [from, to] = [time(`${role}-in`), time(`${role}-out`)];
    if (to !== undefined && to <= (from ?? 0))
      throw new UsageError(`--${role}-out has to be after --${role}-in.`);
    const part = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return from === undefined && to === undefined ? {} : { [role]: part };
  };
  return { ...ends('video'), ...ends('speech') };
}

/** The stretch that is said anew, `12.4-15.9`; null without one. Throws a `UsageError` for what is none. */
export function fixOf(flags: Partial<Record<'fix' | 'video-in' | 'video-out', string>>): Sentence | null {
  if (flags.fix === undefined) return null;
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(flags.fix.trim()) ?? [];
  if (from === undefined || to === undefined || Number(to) <= Number(from))
    throw new UsageError(`--fix wants two times in seconds, as in 12.4-15.9, not "${flags.fix}".`);
  if (flags['video-in'] !== undefined || flags['video-out'] !== undefined)
    throw new UsageError('--fix keeps all of the video: it does not go with --video-in and --video-out.');
  return { from: Number(from), to: Number(to) };
}
