import type { StopSignal } from './progress';

/** Work that is done one after the other, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does the work when it is its turn; what fails does not fail what comes after it. Rejects with the reason of a `signal`
   * that was aborted by then.
   */
  take<T>(work: () => T | Promise<T>, signal?: StopSignal): Promise<T> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Resolves when all that was asked for so far is done, or has failed. */
  async done(): Promise<void> {
    await this.#last;
  }
}
