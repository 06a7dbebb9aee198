/** Milliseconds from one collection to the next. */
const EVERY_MS = 20_000;

/** Where the browser can count its memory (Chromium, on pages that are isolated). */
type Counting = { readonly measureUserAgentSpecificMemory?: () => Promise<unknown> };

/**
 * Has what is garbage in the page and its workers thrown away again and again, until the function that comes back is
 * called. The longer a worker runs, the more it lets lie before it tidies up by itself: after ten minutes of tracking some
 * 100 MB in two. No page can ask for it, but a browser that is to count the memory in use has to do it first; where none
 * counts, all is as before.
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
