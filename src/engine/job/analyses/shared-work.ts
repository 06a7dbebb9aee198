import { isAbort } from '../../core/errors';
import type { Progress } from '../../core/progress';

type Report = (progress: Progress) => void;

type Running = {
  readonly value: Promise<void>;
  readonly reports: Set<Report>;
};

export type Sharing = {
  /** Ends the wait, and the work where this caller began it. */
  readonly signal: AbortSignal;
  readonly onProgress?: Report | undefined;
};

/** Work that several want at the same time, done once: the first who asks does it, the others wait and hear of it. */
export class SharedWork {
  readonly #running = new Map<string, Running>();

  /**
   * Does `work` unless it is being done under this name; then waits for that. Where whoever began it gives it up, the
   * next one who waits begins anew. Throws what `work` throws, and the signal's reason.
   */
  async run(
    name: string,
    work: (onProgress: Report) => Promise<void>,
    { signal, onProgress }: Sharing,
  ): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const running = this.#running.get(name);
      if (!running) return this.#begin(name, work, onProgress);
      if (onProgress) running.reports.add(onProgress);
      try {
        return await unless(signal, running.value);
      } catch (reason) {
        // Only whoever began it no longer wants it.
        if (!isAbort(reason)) throw reason;
      } finally {
        if (onProgress) running.reports.delete(onProgress);
      }
    }
  }

  async #begin(
    name: string,
    work: (onProgress: Report) => Promise<void>,
    onProgress: Report | undefined,
  ): Promise<void> {
    const reports = new Set<Report>(onProgress ? [onProgress] : []);
    const value = work((progress) => reports.forEach((report) => report(progress)));
    const running: Running = { value, reports };
    this.#running.set(name, running);
    try {
      await value;
    } finally {
      this.#running.delete(name);
    }
  }
}

/** `work`, given up (but not ended) when the signal says so. */
export function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
