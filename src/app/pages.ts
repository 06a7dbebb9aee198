import type { Component } from 'svelte';
import type { Studio } from './studio.svelte';
import type { PageId } from './ui/routes';

/** What every page is handed. */
export type PageProps = { studio: Studio };

type Load = () => Promise<{ default: Component<PageProps> }>;

/** Each page is fetched when it is first shown, so that none waits for the code of another. */
export const PAGES: Readonly<Record<PageId, Load>> = {
  make: () => import('./features/make/MakePage.svelte'),
  queue: () => import('./features/queue/QueuePage.svelte'),
  results: () => import('./features/results/ResultsPage.svelte'),
  storage: () => import('./features/storage-manager/StoragePage.svelte'),
  log: () => import('./features/log/LogPage.svelte'),
  privacy: () => import('./features/privacy/PrivacyPage.svelte'),
};
