/** One after the other: a line that is shared makes nothing quicker, and what is sent once need not be sent again. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work when it is its turn; who was aborted by then throws the signal's reason, and holds nobody up. */
  take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}
