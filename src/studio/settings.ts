/** What the page has to know of the settings: their names, ranges, choices and defaults. */
export { DEFAULT_SETTINGS, type DubSettings } from '../dub/plan/dub-plan';
export {
  changedSettings,
  readSettings,
  SETTING_CHOICES,
  SETTING_RANGES,
  type ChoiceSetting,
  type NumberSetting,
} from '../dub/plan/settings';
export { readPerson } from '../dub/people/read-person';
