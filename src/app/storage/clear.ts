/** Deletes a database; true once it is gone, false where another page still uses it. */
function deleteDatabase(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve(true);
    request.onerror = request.onblocked = () => resolve(false);
  });
}

async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
}

async function files(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
  return names;
}

/** Caches and service workers exist only on pages that are served safely. */
const cacheNames = async () => ('caches' in globalThis ? caches.keys() : []);
const workers = async () => (await navigator.serviceWorker?.getRegistrations()) ?? [];

/** What is stored now, by name. */
export async function storedNames(): Promise<string[]> {
  const scopes = (await workers()).map(({ scope }) => scope);
  return [...(await databases()), ...(await files()), ...(await cacheNames()), ...scopes];
}

/**
 * Deletes databases with the keys in them, files, caches and service workers. Nothing of the app may be at work in this
 * page. What another page holds on to stays: `storedNames` tells.
 */
export async function clearStorage(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await Promise.all((await workers()).map((worker) => worker.unregister()));
  await Promise.all((await databases()).map(deleteDatabase));
  // A file that another page has open is no reason to leave the others.
  for (const name of await files()) await root.removeEntry(name, { recursive: true }).catch(() => {});
  await Promise.all((await cacheNames()).map((name) => caches.delete(name)));
}
