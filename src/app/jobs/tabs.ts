import type { Command } from './commands';
import type { Job } from './job';

const LOCK = 'koubo:queue';
const CHANNEL = 'koubo:queue';

/** What tabs tell each other. */
export type TabMessage =
  /** From the tab that works: how everything stands. */
  | { readonly type: 'state'; readonly jobs: readonly Job[]; readonly paused: boolean }
  /** To the tab that works. */
  | { readonly type: 'hello' }
  | { readonly type: 'command'; readonly command: Command }
  /** Jobs that another tab has stored. */
  | { readonly type: 'added'; readonly jobs: readonly Job[] };

/** At most so often is the state told; milliseconds. */
const TELL_EVERY_MS = 250;

export type TabsParts = {
  /** This tab is the one that works from now on; resolves once it knows the jobs. */
  readonly onlead: () => Promise<void>;
  readonly onmessage: (message: TabMessage) => void;
  /** How everything stands, for the others. */
  readonly state: () => Extract<TabMessage, { type: 'state' }>;
};

/**
 * Of all tabs of this app one works, the others show it. The browser's lock goes to the next tab by itself when the
 * one that held it is closed or crashes.
 */
export class Tabs {
  readonly #parts: TabsParts;
  readonly #channel = new BroadcastChannel(CHANNEL);
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: TabsParts) {
    this.#parts = parts;
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => parts.onmessage(data);
  }

  /**
   * Resolves once it is known whether this tab works or shows, and a tab that works knows the jobs; later it may come to
   * work. Rejects as `onlead`.
   */
  async join(): Promise<void> {
    // Held until the tab goes.
    const forEver = new Promise<never>(() => {});
    const leads = await new Promise<boolean>((resolve, reject) => {
      navigator.locks
        .request(LOCK, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : forEver;
        })
        .catch(reject);
    });
    if (leads) return this.#parts.onlead();
    this.post({ type: 'hello' });
    void navigator.locks.request(LOCK, async () => {
      await this.#parts.onlead();
      return forEver;
    });
  }

  post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  /** Tells the others how everything stands, soon: many changes make one message. */
  tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.post(this.#parts.state());
    }, TELL_EVERY_MS);
  }
}
