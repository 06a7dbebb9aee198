import { createContext } from 'svelte';
import type { Preferences } from './preferences.svelte';

/** Language and theme, wanted by every component. */
export const [getPreferences, setPreferences] = createContext<Preferences>();
