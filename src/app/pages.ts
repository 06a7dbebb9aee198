import type { Component } from 'svelte';
import type { Studio } from '../studio/studio.svelte';
import type { IconName } from './Icon.svelte';

/** What every page is handed. */
export type PageProps = { studio: Studio };

type Entry = {
  /** Its address behind the `#`. */
  readonly path: `/${string}`;
  readonly icon: IconName;
  /** Fetched when the page is first shown, so that none waits for the code of another. */
  readonly load: () => Promise<{ default: Component<PageProps> }>;
};

/**
 * The pages, in the order of the navigation. A new one needs its line here and its name in `src/i18n`: `nav.<key>`.
 */
export const PAGES = {
  make: { path: '/', icon: 'spark', load: () => import('./pages/MakePage.svelte') },
  queue: { path: '/queue', icon: 'queue', load: () => import('./pages/QueuePage.svelte') },
  results: { path: '/results', icon: 'film', load: () => import('./pages/ResultsPage.svelte') },
  storage: { path: '/storage', icon: 'disk', load: () => import('./pages/StoragePage.svelte') },
  log: { path: '/log', icon: 'log', load: () => import('./pages/LogPage.svelte') },
  privacy: { path: '/privacy', icon: 'lock', load: () => import('./pages/PrivacyPage.svelte') },
} satisfies Record<string, Entry>;

export type PageId = keyof typeof PAGES;

/** For a link to a page. */
export const hrefOf = (page: PageId): string => `#${PAGES[page].path}`;
