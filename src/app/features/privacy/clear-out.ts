import { clearStorage, storedNames } from '../../storage/clear';

const CHANNEL = 'koubo:clear';
/** Says that some page of the app is open. */
const OPEN = 'koubo:open';
/** In `sessionStorage`: this page was loaded to clear everything. */
const ORDER = 'koubo.clear';
/** In `localStorage`: everything goes when the last page is closed. */
const SHARED = 'koubo.shared';
/** In `localStorage`: when a page was closed last, milliseconds since 1970. */
const CLOSED = 'koubo.closed';
/** In `sessionStorage`: this tab has shown the app before. */
const BEEN_HERE = 'koubo.been-here';

/** A page that comes back so soon in the same tab was only loaded again; milliseconds. */
const RELOAD_MS = 10_000;
/** Another page needs so long at most to let go; milliseconds. */
const PATIENCE_MS = 5_000;

/** Loads every open page of the app anew, to clear everything. */
export function clearEverything(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  obeyOrder();
}

function obeyOrder(): void {
  sessionStorage.setItem(ORDER, '1');
  location.reload();
}

/** True while a page is on its way out to clear everything: whatever it is at shall go, so nobody is asked. */
export const isClearing = (): boolean => sessionStorage.getItem(ORDER) !== null;

/** True where everything is to go when the last page is closed. */
export const isShared = (): boolean => localStorage.getItem(SHARED) !== null;

export function setShared(shared: boolean): void {
  if (shared) localStorage.setItem(SHARED, '1');
  else localStorage.removeItem(SHARED);
}

export type Begun =
  { readonly state: 'ready' } | { readonly state: 'cleared'; readonly left: readonly string[] };

/**
 * What has to be done before anything is shown: `cleared` where the user has asked for it, with what could not be
 * deleted; `ready` where the app may start, after what an earlier user of a shared computer left behind is gone.
 */
export async function start(): Promise<Begun> {
  try {
    return await begin();
  } catch (reason) {
    // A browser that keeps nothing for this page has nothing to clear; what it lacks is told by the page itself.
    console.warn('nothing was looked through', reason);
    return { state: 'ready' };
  }
}

async function begin(): Promise<Begun> {
  if (sessionStorage.getItem(ORDER) !== null) return { state: 'cleared', left: await clearOut() };
  if (isShared() && !(await goesOn())) {
    await clearOut();
    setShared(true);
  }
  stayOpen();
  return { state: 'ready' };
}

/** Returns what could not be deleted, by name. */
async function clearOut(): Promise<readonly string[]> {
  const kept = [localStorage, sessionStorage];
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    await clearStorage();
    for (const each of kept) each.clear();
    const left = [...(await storedNames()), ...kept.flatMap((each) => Object.keys(each))];
    if (left.length === 0 || Date.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** True where another page is open, or this one was a moment ago. */
async function goesOn(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === OPEN)) return true;
  const since = Date.now() - Number(localStorage.getItem(CLOSED) ?? 0);
  return sessionStorage.getItem(BEEN_HERE) !== null && since >= 0 && since < RELOAD_MS;
}

/** From now on other pages know of this one, and it of their orders. */
function stayOpen(): void {
  void navigator.locks.request(OPEN, { mode: 'shared' }, () => new Promise<never>(() => {}));
  new BroadcastChannel(CHANNEL).onmessage = obeyOrder;
  sessionStorage.setItem(BEEN_HERE, '1');
  addEventListener('pagehide', () => isShared() && localStorage.setItem(CLOSED, String(Date.now())));
}
