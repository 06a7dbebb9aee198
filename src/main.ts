import { mount } from 'svelte';
import App from './app/App.svelte';
import { OfflineState } from './app/offline.svelte';
import { readParameters } from './app/parameters';
import './app/styles/tokens.css';
import './app/styles/base.css';
import { trustOnlyOwnScripts } from './offline/trusted-types';

trustOnlyOwnScripts();

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
const offline = new OfflineState();
mount(App, { target, props: { parameters: readParameters(location.search), offline } });
// In development every file is made when it is asked for; there is nothing to keep.
if (import.meta.env.PROD) offline.start();
