import type { Kept } from './precache';

/** What the page may ask of a service worker; each comes with a port for the answers. */
export type Request =
  /** Keep the next file that is missing; answered by progress, and last by `kept` or `failed`. */
  | { readonly kind: 'keep-next' }
  /** Tell how much is kept; answered by `kept`. */
  | { readonly kind: 'how-much' }
  /** Take over at once instead of waiting until all pages are closed. */
  | { readonly kind: 'take-over' };

export type Answer =
  | { readonly kind: 'progress'; readonly kept: Kept }
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'failed'; readonly reason: string };
