/**
 * Makes `make` run once: the first call starts it, later calls share its promise.
 * A failed run is forgotten, so that the next call tries again (a failed download must not be final).
 */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let shared: Promise<T> | null = null;
  return () => {
    shared ??= make().catch((reason: unknown) => {
      shared = null;
      throw reason;
    });
    return shared;
  };
}
