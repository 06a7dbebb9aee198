import { Offline } from '../offline/registration';
import type { Kept } from '../offline/precache';

/** What the page shows of its offline side. */
export class OfflineState {
  #kept = $state.raw<Kept | null>(null);
  #failed = $state(false);
  #metered = $state.raw<Kept | null>(null);
  #updateReady = $state(false);
  readonly #offline = new Offline({
    onKept: (kept) => (this.#kept = kept),
    onFailed: (reason) => {
      console.warn('not all is kept for use without a network', reason);
      this.#failed = true;
    },
    onMetered: (kept) => (this.#metered = kept),
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
  /** What is kept where the rest is not fetched unasked, to save data; null where it is. */
  get metered() {
    return this.#metered;
  }
  get updateReady() {
    return this.#updateReady;
  }

  start(): void {
    void this.#offline.start();
  }

  /** Fetches the rest on a metered connection. */
  keepAll(): void {
    this.#metered = null;
    void this.#offline.keepAll();
  }

  useUpdate(): void {
    this.#offline.useUpdate();
  }
}
