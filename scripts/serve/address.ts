import { createServer as createPlain, type RequestListener } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { FILES_ONLY, timesOf, type Listening } from './loopback';

export type Tls = { readonly cert: string | Buffer; readonly key: string | Buffer };

/** Answers at one address, of whichever network. Rejects where it cannot be had, or the certificate is none. */
export async function listenAt(
  host: string,
  port: number,
  tls: Tls | undefined,
  onRequest: RequestListener,
  patience = FILES_ONLY,
): Promise<Listening> {
  const times = timesOf(patience);
  const server = tls ? createSecure({ ...times, ...tls }, onRequest) : createPlain(times, onRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
