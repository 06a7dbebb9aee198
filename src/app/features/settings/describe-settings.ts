import type { Format } from '../../i18n/format';
import type { Messages } from '../../i18n/en';
import {
  changedSettings,
  SETTING_CHOICES,
  type ChoiceSetting,
  type DubSettings,
  type NumberSetting,
} from './settings';

/** A setting's value as the user reads it, with its unit. */
export function settingText(name: NumberSetting, value: number, format: Format): string {
  return name === 'offset' ? format.shift(value) : format.share(value);
}

/** In one line, what differs from the defaults; empty where nothing does. */
export function describeSettings(settings: DubSettings, t: Messages, format: Format): string {
  const value = (name: keyof DubSettings): string => {
    if (name in SETTING_CHOICES) {
      const choice = name as ChoiceSetting;
      return t[
        `settings.${choice}.${settings[choice]}` as keyof Messages & `settings.${ChoiceSetting}.${string}`
      ]();
    }
    return settingText(name as NumberSetting, settings[name as NumberSetting] ?? 0, format);
  };
  return changedSettings(settings)
    .map((name) => `${t[`settings.${name}`]()} ${value(name)}`)
    .join(' · ');
}
