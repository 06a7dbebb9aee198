import type { Texts } from '../texts';

export const space = {
  'notice.storage': () =>
    'This browser refuses to store files for this page. Leave private browsing or allow site data, then reload.',
} satisfies Texts;
