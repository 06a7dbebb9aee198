/**
 * What the browser is told to refuse: the Content-Security-Policy of the page and of its workers, and the headers that
 * go with them. The built page carries its policy in a <meta>; servers that can set headers send all of it, and the
 * service worker adds it to whatever it answers.
 */

type Directives = Readonly<Record<string, readonly string[]>>;

const write = (directives: Directives) =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');

/** A worker has no picture, no style and no frame; it runs our scripts and wasm, and asks its own server for models. */
const WORKER: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'connect-src': ["'self'"],
  // @mediabunny/aac-encoder starts its own worker from a blob that holds its code; such a worker inherits this policy.
  'worker-src': ["'self'", 'blob:'],
};

const PAGE: Directives = {
  ...WORKER,
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  // Thumbnails and previews are made on this machine.
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  // `default` is ours (trusted-types.ts); Svelte's makes elements of the templates it has compiled.
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default', 'svelte-trusted-html'],
};

/** For `<meta http-equiv="Content-Security-Policy">`, which cannot say who may frame the page. */
export const PAGE_POLICY = write(PAGE);
const PAGE_HEADER = write({ ...PAGE, 'frame-ancestors': ["'none'"] });
const WORKER_HEADER = write(WORKER);

/** What the page may ask the browser for; all else that a page could ask for is off, for frames too. */
const PERMISSIONS = {
  self: ['autoplay', 'cross-origin-isolated', 'fullscreen', 'microphone', 'screen-wake-lock'],
  none: [
    'accelerometer',
    'camera',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'magnetometer',
    'midi',
    'payment',
    'publickey-credentials-create',
    'publickey-credentials-get',
    'serial',
    'sync-xhr',
    'usb',
    'xr-spatial-tracking',
  ],
};

/** Headers of every answer. `kind`: what the answer is to the browser; policies of scripts are those of workers. */
export function privacyHeaders(kind: 'page' | 'other'): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': kind === 'page' ? PAGE_HEADER : WORKER_HEADER,
    // Stops what no Content-Security-Policy does: WebRTC, links, addresses that a script goes to, looking up of names.
    // Chromium knows it from 152 on (https://wicg.github.io/connection-allowlists/).
    'Connection-Allowlist': '(response-origin)',
    'Permissions-Policy': [
      ...PERMISSIONS.self.map((name) => `${name}=(self)`),
      ...PERMISSIONS.none.map((name) => `${name}=()`),
    ].join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/** SharedArrayBuffer, and with it threads in wasm, exists only on a cross-origin isolated page. */
export const ISOLATION_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
