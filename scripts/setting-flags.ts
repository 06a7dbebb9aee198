import type { DubSettings } from '../src/dub/plan/dub-plan';
import {
  readSettings,
  SETTING_CHOICES,
  SETTING_NAMES,
  SETTING_RANGES,
  type ChoiceSetting,
  type NumberSetting,
} from '../src/dub/plan/settings';
import type { PageQuery } from './studio-page';

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
