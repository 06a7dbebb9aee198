import { DubError } from '../../core/errors';
import type { Progress, Step } from '../../core/progress';

/** A stage may be silent for so long before its own pace is known, seconds; and for a little more, the more there is. */
export const SILENCE = 75;
const A_MINUTE_MORE = 1;
/** Later it may be silent for so many times the longest silence between two of its steps forward. */
const PACES = 10;
/** However slow a stage is, seconds. */
const LONGEST_SILENCE = 600;
const LOOK_MS = 1000;
/** A tab in the background looks about once a minute; a longer pause is a computer that slept, which is no silence. */
const LONGEST_LOOK = 62;

type Watched = { last: string; silent: number; longest: number };

/**
 * Ends stages that get nowhere: a network that never answers, a worker that died without a word, a decoder that hangs.
 * A stage moves on where what it reports changes; that it reports is not enough.
 */
export class StallWatch {
  readonly #watched = new Map<Step, Watched>();
  readonly #now: () => number;
  readonly #patience: number;

  /** `now`: seconds on any one clock. `length`: seconds of all that is worked on. */
  constructor(now: () => number, length: number) {
    this.#now = now;
    this.#patience = SILENCE + (A_MINUTE_MORE * length) / 60;
  }

  /** Hears what a stage reports. */
  saw({ step, done, total }: Progress): void {
    // Signing is the render's last part.
    const watched = this.#watched.get(step === 'sign' ? 'render' : step);
    const now = `${step} ${done} ${total}`;
    if (!watched || watched.last === now) return;
    watched.longest = Math.max(watched.longest, watched.silent);
    watched.last = now;
    watched.silent = 0;
  }

  /** Does the work of a stage. Rejects with `job/stalled` where it gets nowhere; the work itself is then left behind. */
  async during<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const watched: Watched = { last: '', silent: 0, longest: 0 };
    this.#watched.set(step, watched);
    let looked = this.#now();
    let timer: ReturnType<typeof setInterval> | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setInterval(() => {
        const limit = Math.min(LONGEST_SILENCE, Math.max(this.#patience, PACES * watched.longest));
        // Before it is added: what a sleeping computer had to say arrives first.
        if (watched.silent > limit)
          reject(new DubError('job/stalled', { detail: { step, seconds: Math.round(watched.silent) } }));
        const now = this.#now();
        watched.silent += Math.min(LONGEST_LOOK, now - looked);
        looked = now;
      }, LOOK_MS);
    });
    try {
      return await Promise.race([work(), stalled]);
    } finally {
      clearInterval(timer);
      this.#watched.delete(step);
    }
  }
}
