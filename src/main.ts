import { mount } from 'svelte';
import App from './app/App.svelte';
import { OfflineState } from './app/shell/offline.svelte';
import { TrafficState } from './app/offline/traffic.svelte';
import { readParameters } from './app/shell/parameters';
import { Preferences } from './app/ui/preferences.svelte';
import Cleared from './app/features/privacy/Cleared.svelte';
import './app/ui/styles/tokens.css';
import './app/ui/styles/base.css';
import { trustOnlyOwnScripts } from './app/offline/trusted-types';
import { closeWaysOut } from './app/offline/ways-out';
import { start } from './app/features/privacy/clear-out';

trustOnlyOwnScripts();
closeWaysOut();

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
const parameters = readParameters(location.search);
// Before the language that the user chose is deleted with all else.
const preferences = await Preferences.open(parameters.language);
const begun = await start();
if (begun.state === 'cleared') {
  mount(Cleared, { target, props: { left: begun.left, preferences } });
} else {
  const offline = new OfflineState();
  const traffic = new TrafficState();
  traffic.start();
  mount(App, { target, props: { parameters, preferences, offline, traffic } });
  // In development every file is made when it is asked for; there is nothing to keep.
  if (import.meta.env.PROD) offline.start();
}
