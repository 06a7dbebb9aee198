/** Milliseconds from one collection to the next: one takes the workers some tens of them. */
const EVERY_MS = 60_000;

/** Where the browser can count its memory (Chromium, on pages that are isolated). */
type Counting = { readonly measureUserAgentSpecificMemory?: () => Promise<unknown> };

/**
 * Has what is garbage in the page and its workers thrown away every minute, until the function that comes back is called.
 * A worker throws its old garbage away only when there is much of it, and an hour's tracking leaves 100 MB in each. No page
 * can ask for it, but a browser that is to count the memory in use has to do it first; where none counts, all is as before.
 */
export function collectGarbage(counting: Counting = performance as Counting): () => void {
  let busy = false;
  const collect = async () => {
    if (busy) return;
    busy = true;
    // It refuses where the page is not isolated.
    await counting.measureUserAgentSpecificMemory?.().catch(() => {});
    busy = false;
  };
  const timer = setInterval(() => void collect(), EVERY_MS);
  return () => clearInterval(timer);
}
