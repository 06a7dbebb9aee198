import { Offline } from '../offline/registration';
import type { Kept } from '../offline/precache';

/** What the page shows of its offline side. */
export class OfflineState {
  #kept = $state.raw<Kept | null>(null);
  #failed = $state(false);
  #updateReady = $state(false);
  readonly #offline = new Offline({
    onKept: (kept) => (this.#kept = kept),
    onFailed: (reason) => {
      console.warn('not all is kept for use without a network', reason);
      this.#failed = true;
    },
    onUpdate: () => (this.#updateReady = true),
  });

  /** How much is kept; null until that is known, or where the browser keeps nothing. */
  get kept() {
    return this.#kept;
  }
  /** True where the rest could not be fetched on this visit. */
  get failed() {
    return this.#failed;
  }
  get updateReady() {
    return this.#updateReady;
  }

  start(): void {
    void this.#offline.start();
  }

  useUpdate(): void {
    this.#offline.useUpdate();
  }
}
