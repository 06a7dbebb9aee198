import type { Texts } from '../texts';

export const space = {
  'history.space': (used: string, free: string) => `${used} used, ${free} free in this browser`,
  'notice.storage': () =>
    'This browser refuses to store files for this page. Leave private browsing or allow site data, then reload.',
} satisfies Texts;
