import type { IconName } from './Icon.svelte';

type Route = {
  /** Its address behind the `#`. */
  readonly path: `/${string}`;
  readonly icon: IconName;
};

/** Where the pages are found, in the order of the navigation. Each has its name in `src/app/i18n`: `nav.<key>`. */
export const ROUTES = {
  make: { path: '/', icon: 'spark' },
  queue: { path: '/queue', icon: 'queue' },
  results: { path: '/results', icon: 'film' },
  storage: { path: '/storage', icon: 'disk' },
  log: { path: '/log', icon: 'log' },
  privacy: { path: '/privacy', icon: 'lock' },
} satisfies Record<string, Route>;

export type PageId = keyof typeof ROUTES;

/** For a link to a page. */
export const hrefOf = (page: PageId): string => `#${ROUTES[page].path}`;
