/** One request that the service worker saw, of the page or of a worker. */
export type Seen = {
  readonly url: string;
  readonly method: string;
  /** Bytes of its body. */
  readonly sent: number;
  /** True where the service worker did not let it out. */
  readonly held?: boolean;
  /** True where the request itself is counted by the browser's account, and only its bytes are new. */
  readonly counted?: boolean;
};

/** What was asked for since the page was loaded. */
export type Traffic = {
  /** Requests to the server that the app comes from. */
  readonly own: number;
  /** Requests to anybody else. */
  readonly elsewhere: number;
  /** Bytes of all bodies that were sent along, wherever to. */
  readonly sent: number;
};

export const NO_TRAFFIC: Traffic = { own: 0, elsewhere: 0, sent: 0 };

/** How the service worker tells pages what it has seen. */
export const TRAFFIC_CHANNEL = 'koubo:traffic';

/** Where an address leads, as seen from `origin`. */
export function destination(url: string, origin: string): 'nowhere' | 'home' | 'elsewhere' {
  const { protocol, origin: asked } = new URL(url);
  if (protocol === 'blob:' || protocol === 'data:') return 'nowhere';
  return asked === origin ? 'home' : 'elsewhere';
}

/** `traffic` and one request more. What is made on this machine (blob: and data: addresses) is no request. */
export function count(traffic: Traffic, { url, sent, counted }: Seen, origin: string): Traffic {
  const goes = destination(url, origin);
  if (goes === 'nowhere') return traffic;
  const isOwn = goes === 'home';
  const more = counted ? 0 : 1;
  return {
    own: traffic.own + (isOwn ? more : 0),
    elsewhere: traffic.elsewhere + (isOwn ? 0 : more),
    sent: traffic.sent + sent,
  };
}

/**
 * Hears of every request from now on, and of those that the page made before. With a service worker in charge these are
 * all requests of the page and its workers; without one only the page's own are seen, and of what they send what
 * `tellSent` is told.
 */
export function watchTraffic(onSeen: (seen: Seen) => void): void {
  const isServed = () => Boolean(navigator.serviceWorker?.controller);
  const told = new Set<string>();
  new BroadcastChannel(TRAFFIC_CHANNEL).onmessage = ({ data }: MessageEvent<Seen>) => {
    told.add(data.url);
    onSeen(data);
  };
  const since = performance.now();
  // What the service worker saw it tells, but for what came before this page listened; what began before and reached
  // the service worker after is in both accounts. `workerStart` is 0 for a request that passed by none.
  const isUntold = ({ name, startTime, workerStart }: PerformanceResourceTiming) =>
    !isServed() || workerStart === 0 || (startTime < since && !told.has(name));
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[])
      if (isUntold(entry)) onSeen({ url: entry.name, method: '', sent: 0 });
  });
  observer.observe({ type: 'resource', buffered: true });
}

/** To be called with what a request of this page sends along: where no service worker is in charge, nobody else sees that. */
export function tellSent(url: string, body: BodyInit | null | undefined): void {
  const sent = body instanceof Blob ? body.size : typeof body === 'string' ? new Blob([body]).size : 0;
  if (sent === 0 || navigator.serviceWorker?.controller) return;
  const channel = new BroadcastChannel(TRAFFIC_CHANNEL);
  channel.postMessage({ url, method: '', sent, counted: true } satisfies Seen);
  channel.close();
}
