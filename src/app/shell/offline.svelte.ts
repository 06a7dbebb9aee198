import { Offline } from '../offline/registration';
import { isReplaced, ownEntry } from '../offline/replaced';
import type { Kept } from '../offline/precache';

/** What the page shows of its offline side. */
export class OfflineState {
  #kept = $state.raw<Kept | null>(null);
  #saves = $state(false);
  #failed = $state(false);
  #metered = $state.raw<Kept | null>(null);
  #updateReady = $state(false);
  #replaced = $state(false);
  readonly #offline = new Offline({
    onKept: (kept) => {
      this.#kept = kept;
      this.#saves ||= !kept.complete;
    },
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
  /** True on a visit on which something had to be fetched for that, also once it is here. */
  get saves() {
    return this.#saves;
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

  /** True once the server has another build, parts of which do not go with this page. */
  get replaced() {
    return this.#replaced;
  }

  start(): void {
    void this.#offline.start();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.isReplaced();
    });
  }

  /** Asks the server for that. */
  async isReplaced(): Promise<boolean> {
    this.#replaced ||= import.meta.env.PROD && (await isReplaced(ownEntry()));
    return this.#replaced;
  }

  /** Fetches the rest on a metered connection. */
  keepAll(): void {
    this.#metered = null;
    void this.#offline.keepAll();
  }

  /** Takes what is there: the version that is kept whole, else what the server has now. */
  useUpdate(): void {
    if (this.#updateReady) this.#offline.useUpdate();
    else location.reload();
  }
}
