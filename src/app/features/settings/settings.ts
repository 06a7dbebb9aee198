import type { Setup } from '../../studio/setup.svelte';

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
/** Settings that can be seen and changed: those of all jobs, or of one. */
export type Adjustable = Pick<
  Setup,
  'settings' | 'sharpening' | 'deployment' | 'painter' | 'ignoresShared' | 'adjust'
> &
  Partial<Pick<Setup, 'adjustPainter'>>;
export { readPerson } from '../../../engine/face/people/read-person';
