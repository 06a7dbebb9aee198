import { createContext } from 'svelte';
import type { TrafficState } from '../offline/traffic.svelte';
import type { Preferences } from './preferences.svelte';

/** Language and theme, wanted by every component. */
export const [getPreferences, setPreferences] = createContext<Preferences>();

/** What the page has asked for since it was loaded, for the page that tells of it. */
export const [getTraffic, setTraffic] = createContext<TrafficState>();
