import type { Group } from './stock';

/** One colour for each kind of file, in the bar and in the list. */
export const GROUP_COLOURS: Readonly<Record<Group, string>> = {
  results: 'var(--accent)',
  inputs: 'var(--notice)',
  caches: 'var(--ink-3)',
  networks: 'var(--danger)',
  work: 'var(--ink)',
  archives: 'var(--ink-2)',
  app: 'var(--line-strong)',
};
