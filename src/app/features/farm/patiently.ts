import { DubError } from '../../../engine/core/errors';
import { Away, Refused } from './client';

/** How long a farm may be away before a job fails of it, milliseconds, and how long until it is asked again. */
export type Patience = { readonly mostMs: number; readonly pauseMs: (tries: number) => number };

export const PATIENCE: Patience = {
  mostMs: 180_000,
  pauseMs: (tries) => Math.min(15_000, 1000 * 2 ** tries),
};

/** Waits; rejects with the signal's reason where that is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Asks again for a while where the farm is away: a network that is lost for a minute ends no job. Throws `farm/away`
 * after that, `farm/refused` for what the farm will not do.
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  signal: AbortSignal,
  { mostMs, pauseMs }: Patience = PATIENCE,
): Promise<T> {
  const end = Date.now() + mostMs;
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (reason) {
      if (reason instanceof Refused)
        throw new DubError('farm/refused', {
          cause: reason,
          detail: { code: reason.code, said: reason.message },
        });
      if (!(reason instanceof Away)) throw reason;
      if (Date.now() > end) throw new DubError('farm/away', { cause: reason });
      await pause(pauseMs(tries), signal);
    }
  }
}
