/** A page that was closed holds on to its files for a moment longer; milliseconds between tries, and how many. */
const LOCKED_WAIT_MS = 100;
const LOCKED_TRIES = 30;

/** What `open` gives for a file that another page may still hold: tried again until that lets go. */
export async function onceFree<T>(open: () => Promise<T>): Promise<T> {
  for (let left = LOCKED_TRIES; ; left--) {
    try {
      return await open();
    } catch (reason) {
      const locked = reason instanceof DOMException && reason.name === 'NoModificationAllowedError';
      if (!locked || left === 0) throw reason;
      await new Promise((resolve) => setTimeout(resolve, LOCKED_WAIT_MS));
    }
  }
}
