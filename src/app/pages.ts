import type { Component } from 'svelte';
import type { Studio } from '../studio/studio.svelte';
import type { PageId } from './routes';

/** What every page is handed. */
export type PageProps = { studio: Studio };

type Load = () => Promise<{ default: Component<PageProps> }>;

/** Each page is fetched when it is first shown, so that none waits for the code of another. */
export const PAGES: Readonly<Record<PageId, Load>> = {
  make: () => import('./pages/MakePage.svelte'),
  queue: () => import('./pages/QueuePage.svelte'),
  results: () => import('./pages/ResultsPage.svelte'),
  storage: () => import('./pages/StoragePage.svelte'),
  log: () => import('./pages/LogPage.svelte'),
  privacy: () => import('./pages/PrivacyPage.svelte'),
};
