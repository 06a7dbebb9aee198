/** Room in this browser's storage for this app, bytes. */
export type Space = { readonly used: number; readonly free: number };

/** What the browser estimates; null where it does not say. */
export async function estimateSpace(): Promise<Space | null> {
  const { usage, quota } = await navigator.storage.estimate();
  return usage === undefined || quota === undefined
    ? null
    : { used: usage, free: Math.max(0, quota - usage) };
}

/** True where the browser will not clear this app's files by itself when the disk gets full. */
export function isPersistent(): Promise<boolean> {
  return navigator.storage.persisted();
}
