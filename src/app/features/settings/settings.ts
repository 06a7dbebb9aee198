/** What the page has to know of the settings: their names, ranges, choices and defaults. */
export { DEFAULT_SETTINGS, type DubSettings } from '../../../engine/plan/dub-plan';
export {
  changedSettings,
  readSettings,
  SETTING_CHOICES,
  SETTING_RANGES,
  type ChoiceSetting,
  type NumberSetting,
} from '../../../engine/plan/settings';
export { readPerson } from '../../../engine/face/people/read-person';
