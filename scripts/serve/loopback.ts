import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a client may take to say what it wants, milliseconds: `request` with all that it brings along. */
export type Patience = { readonly headers: number; readonly request: number };
/** Nobody brings anything to a file server. */
export const FILES_ONLY: Patience = { headers: 8000, request: 8000 };

/** As Node's servers take it. */
export const timesOf = ({ headers, request }: Patience) => ({
  headersTimeout: headers,
  requestTimeout: request,
});
/** How many ports are tried where any will do; one that is free at one address may be taken at the other. */
const TRIES = 20;

/** Both addresses that `localhost` means: a program at the one that is left free would be the app to a browser. */
const ADDRESSES = ['127.0.0.1', '::1'] as const;

export type Listening = { readonly port: number; close(): Promise<void> };

const codeOf = (reason: unknown) => (reason as NodeJS.ErrnoException).code;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function listenAtBoth(
  port: number,
  onRequest: RequestListener,
  patience: Patience,
): Promise<Listening> {
  const servers: Server[] = [];
  const closeAll = async () => void (await Promise.all(servers.map(close)));
  let bound = port;
  for (const host of ADDRESSES) {
    const server = createServer(timesOf(patience), onRequest);
    try {
      bound = await listen(server, bound, host);
      servers.push(server);
    } catch (reason) {
      // A machine without one of the two has nobody else there either.
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(reason) ?? '')) continue;
      await closeAll();
      throw reason;
    }
  }
  if (servers.length === 0) throw new Error('This machine has no loopback address.');
  return { port: bound, close: closeAll };
}

/**
 * Answers on this machine only, at both of its loopback addresses. `port` 0 is any that is free at both. Rejects with
 * EADDRINUSE where the port is taken at either.
 */
export async function listenOnLoopback(
  port: number,
  onRequest: RequestListener,
  patience = FILES_ONLY,
): Promise<Listening> {
  for (let tries = 1; ; tries++) {
    try {
      return await listenAtBoth(port, onRequest, patience);
    } catch (reason) {
      if (port !== 0 || tries === TRIES || codeOf(reason) !== 'EADDRINUSE') throw reason;
    }
  }
}
