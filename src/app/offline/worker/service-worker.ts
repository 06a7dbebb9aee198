/// <reference types="vite/client" />
import { files } from 'virtual:app-files';
import type { Answer, Request as Asked } from '../messages';
import { fileAt, type AppFile } from '../precache';
import { putShared, SHARE_FIELD, SHARE_PATH, SHARED_MARK } from '../shared-files';
import { destination, TRAFFIC_CHANNEL, type Seen } from '../traffic';
import { FileStore, withHeaders } from './file-store';

declare const self: ServiceWorkerGlobalScope;

const scope = self.registration.scope;
const store = new FileStore(files, scope);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  if (isShare(event.request)) return event.respondWith(take(event.request));
  if (destination(event.request.url, location.origin) === 'elsewhere') {
    // A third wall behind the two policies, where a browser does not know the newer of them.
    const { url, method } = event.request;
    traffic.postMessage({ url, method, sent: 0, held: true } satisfies Seen);
    return event.respondWith(Response.error());
  }
  tell(event.request);
  if (event.request.method !== 'GET') return;
  const file = fileAt(files, event.request.url, scope);
  if (file) event.respondWith(serve(file, event.request));
});
self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (port) event.waitUntil(obey(event.data as Asked, (answer) => port.postMessage(answer)));
});

/**
 * On the first visit only the shell, so that pages are served (and isolated) from here at once; the page then asks for
 * the rest. A newer version is installed whole before it may be offered: the older one stays whole until then.
 */
async function install(): Promise<void> {
  if (self.registration.active) return store.keepAll('everything');
  await store.keepAll('shell');
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  await store.forgetOthers();
  await self.clients.claim();
}

async function serve(file: AppFile, request: Request): Promise<Response> {
  const kept = await store.answer(file);
  if (kept) return kept;
  const response = await fetch(request);
  // What a server says of a missing file is not the file, and a redirect must be seen as one.
  return response.ok && response.type === 'basic' && !response.redirected
    ? withHeaders(response, file)
    : response;
}

const traffic = new BroadcastChannel(TRAFFIC_CHANNEL);

/** Tells the pages of a request of theirs or of a worker, wherever it goes. */
function tell(request: Request): void {
  const { url, method } = request;
  const post = (sent: number) => traffic.postMessage({ url, method, sent } satisfies Seen);
  if (!request.body) return post(0);
  void request
    .clone()
    .arrayBuffer()
    .then(({ byteLength }) => post(byteLength));
}

const isShare = ({ method, url }: Request) => method === 'POST' && url === new URL(SHARE_PATH, scope).href;

/**
 * Files shared from another app go to the page, which asks the person; the request that brings them ends here. What a
 * website has sent is refused where the browser tells: any page can send a form here.
 */
async function take(request: Request): Promise<Response> {
  const home = new URL('./', scope).href;
  const { referrer } = request;
  if (referrer !== '' && new URL(referrer, scope).origin !== location.origin)
    return Response.redirect(home, 303);
  const files = (await request.formData()).getAll(SHARE_FIELD).filter((each) => each instanceof File);
  await putShared(files, scope);
  return Response.redirect(new URL(`./?${SHARED_MARK}`, scope).href, 303);
}

async function obey(asked: Asked, answer: (answer: Answer) => void): Promise<void> {
  if (asked.kind === 'take-over') return self.skipWaiting();
  try {
    if (asked.kind === 'how-much') return answer({ kind: 'kept', kept: await store.kept() });
    answer({ kind: 'kept', kept: await store.keepNext((kept) => answer({ kind: 'progress', kept })) });
  } catch (reason) {
    answer({ kind: 'failed', reason: String(reason) });
  }
}
