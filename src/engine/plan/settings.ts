import { LABEL_PLACES } from '../provenance/label/label';
import { DEFAULT_SETTINGS, type DubSettings, type OutputSettings, type SoundSettings } from './dub-plan';

type Range = { readonly least: number; readonly most: number; readonly step: number };

/** What the settings that are numbers may be, and in which steps they are offered. */
export const SETTING_RANGES = {
  opening: { least: 0, most: 1.5, step: 0.05 },
  offset: { least: -1, most: 1, step: 0.01 },
  blending: { least: 0.5, most: 1.5, step: 0.05 },
  sharpening: { least: 0, most: 1, step: 0.05 },
  originalSound: { least: 0, most: 1, step: 0.05 },
} as const satisfies Partial<Record<keyof DubSettings, Range>>;

/** What the others may be, the default among them. */
export const SETTING_CHOICES = {
  pauses: ['close', 'original', 'model'],
  recording: ['given', 'cleaned'],
  longSpeech: ['bounce', 'repeat', 'hold'],
  longVideo: ['cut', 'rest'],
  quality: ['small', 'source', 'high'],
  size: ['source', '1080p', '720p'],
  format: ['mp4', 'webm'],
  label: [...LABEL_PLACES, 'off'],
  labelText: ['auto', 'both', 'zh', 'en'],
} as const satisfies { [K in keyof DubSettings]?: readonly DubSettings[K][] };

export type NumberSetting = keyof typeof SETTING_RANGES;
export type ChoiceSetting = keyof typeof SETTING_CHOICES;

export const SETTING_NAMES = Object.keys(DEFAULT_SETTINGS) as readonly (keyof DubSettings)[];

/** The settings among `values` (of an address, a file, a record); what is unknown or out of range is left out. */
export function readSettings(values: Readonly<Record<string, unknown>>): Partial<DubSettings> {
  return Object.fromEntries(
    SETTING_NAMES.filter((name) => name in values && isValid(name, values[name])).map((name) => [
      name,
      values[name],
    ]),
  );
}

/** Settings as they were stored, perhaps by a version that knew fewer: what is missing or wrong is the default. */
export function completeSettings(stored: Readonly<Record<string, unknown>>): DubSettings {
  return { ...DEFAULT_SETTINGS, ...readSettings(stored) };
}

/** Those settings that decide what the finished file is like and what is heard in it. */
export function fileSettings(settings: DubSettings): { output: OutputSettings; sound: SoundSettings } {
  const { quality, size, format, recording, originalSound } = settings;
  return { output: { quality, size, format }, sound: { recording, originalSound } };
}

/** Which settings differ from the defaults. */
export function changedSettings(settings: DubSettings): (keyof DubSettings)[] {
  return SETTING_NAMES.filter((name) => settings[name] !== DEFAULT_SETTINGS[name]);
}

/** `change`, but a sharpening that is the engine's `own` anyway is none that was chosen. */
export function settled(change: Partial<DubSettings>, own: number): Partial<DubSettings> {
  return change.sharpening === own ? { ...change, sharpening: null } : change;
}

function isValid(name: keyof DubSettings, value: unknown): boolean {
  if (name in SETTING_CHOICES) {
    const choices: readonly unknown[] = SETTING_CHOICES[name as ChoiceSetting];
    return choices.includes(value);
  }
  if (value === null) return DEFAULT_SETTINGS[name] === null;
  const { least, most } = SETTING_RANGES[name as NumberSetting];
  return typeof value === 'number' && value >= least && value <= most;
}
