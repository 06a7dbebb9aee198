import { mount } from 'svelte';
import App from './app/App.svelte';
import { readParameters } from './app/parameters';
import './app/styles/tokens.css';
import './app/styles/base.css';
import { trustOnlyOwnScripts } from './offline/trusted-types';

trustOnlyOwnScripts();

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { parameters: readParameters(location.search) } });
