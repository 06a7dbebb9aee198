import type { Answer, Request } from './messages';
import type { Kept } from './precache';

/** What the page hears of its service worker. */
export type OfflineEvents = {
  /** More of the app is kept for use without a network. */
  onKept(kept: Kept): void;
  /** The download stopped; it goes on at the next visit. */
  onFailed(reason: string): void;
  /** The rest is not fetched unasked: the connection is paid for by what goes through it. `keepAll` fetches it. */
  onMetered(kept: Kept): void;
  /** Another version is here, whole; `useUpdate` takes it. */
  onUpdate(): void;
};

/** How often a page that stays open asks whether there is another version, milliseconds. */
const LOOK_AGAIN_MS = 3_600_000;
const RELOADED = 'koubo.isolating';

/** Keeps the app for use without a network, and tells of new versions. Does nothing where a browser has no workers of that kind. */
export class Offline {
  readonly #events: OfflineEvents;
  #registration: ServiceWorkerRegistration | null = null;

  constructor(events: OfflineEvents) {
    this.#events = events;
  }

  /** Resolves when all is kept, or when no more can be done on this visit. */
  async start(): Promise<void> {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    let known = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      // The first worker of a first visit changes nothing; any other brings other files, which this page must not mix.
      if (known) location.reload();
      known = true;
    });
    const untouched = watchTouch();
    try {
      this.#registration = await serviceWorker.register('./sw.js', { updateViaCache: 'none' });
      this.#watch(this.#registration);
      const { active } = await serviceWorker.ready;
      isolate(untouched);
      if (!active) return;
      if (isMetered()) {
        const last = await ask(active, { kind: 'how-much' }, () => {});
        if (last.kind === 'kept' && !last.kept.complete) return this.#events.onMetered(last.kept);
      }
      await this.#keep(active);
    } catch (reason) {
      this.#events.onFailed(String(reason));
    }
  }

  /** Fetches what is missing although the connection is metered. */
  async keepAll(): Promise<void> {
    const { active } = this.#registration ?? {};
    if (!active) return;
    await this.#keep(active).catch((reason: unknown) => this.#events.onFailed(String(reason)));
  }

  /** Takes the version that was told by `onUpdate`: every open page of the app loads anew. */
  useUpdate(): void {
    const { waiting } = this.#registration ?? {};
    if (!waiting) return;
    void ask(waiting, { kind: 'take-over' }, () => {});
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const tell = () => {
      if (registration.waiting && registration.active) this.#events.onUpdate();
    };
    tell();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', tell);
    });
    setInterval(() => void registration.update().catch(() => {}), LOOK_AGAIN_MS);
  }

  async #keep(worker: ServiceWorker): Promise<void> {
    for (;;) {
      const last = await ask(worker, { kind: 'keep-next' }, (answer) => {
        if (answer.kind === 'progress') this.#events.onKept(answer.kept);
      });
      if (last.kind === 'failed') return this.#events.onFailed(last.reason);
      this.#events.onKept(last.kept);
      if (last.kept.complete) return;
    }
  }
}

/** True where the user has told the browser to save data; browsers that do not know this are taken not to. */
function isMetered(): boolean {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}

/** Resolves with the last answer; those before it go to `onAnswer`. A worker that takes over does not answer. */
function ask(worker: ServiceWorker, request: Request, onAnswer: (answer: Answer) => void): Promise<Answer> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'progress') return onAnswer(data);
      port1.close();
      resolve(data);
    };
    worker.postMessage(request, [port2]);
  });
}

/** Answers whether the user has left the page as it was loaded: no key, no press, no file. */
function watchTouch(): () => boolean {
  let touched = false;
  for (const sign of ['pointerdown', 'keydown', 'drop', 'change'])
    addEventListener(sign, () => (touched = true), { capture: true, once: true });
  return () => !touched;
}

/**
 * Where the server cannot isolate the page, the service worker can, from the next load on. That load is made here, once
 * a visit, and only while nothing is lost by it.
 */
function isolate(isUntouched: () => boolean): void {
  if (crossOriginIsolated || !isUntouched() || sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, 'yes');
  location.reload();
}
