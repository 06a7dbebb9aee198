/**
 * Keeps the screen, and with it the computer, awake while `wanted`. The browser lets go of it when the page is hidden,
 * so `see` asks anew when it is shown again. Where the browser has none, or refuses on a low battery, nothing is lost
 * but comfort.
 */
export class WakeLock {
  #wanted = false;
  #lock: Promise<WakeLockSentinel | null> | null = null;

  want(wanted: boolean): void {
    this.#wanted = wanted;
    this.see();
    if (wanted || !this.#lock) return;
    void this.#lock.then((lock) => lock?.release());
    this.#lock = null;
  }

  /** The page has become visible, or may have. */
  see(): void {
    if (!this.#wanted || this.#lock || document.visibilityState !== 'visible') return;
    const lock = ask();
    const forget = () => {
      if (this.#lock === lock) this.#lock = null;
    };
    this.#lock = lock;
    void lock.then((sentinel) => (sentinel ? sentinel.addEventListener('release', forget) : forget()));
  }
}

async function ask(): Promise<WakeLockSentinel | null> {
  try {
    return (await navigator.wakeLock?.request('screen')) ?? null;
  } catch (reason) {
    console.warn('the screen may go to sleep', reason);
    return null;
  }
}
