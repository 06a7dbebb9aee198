import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recorded = { method: string; url: string; sent: number };
export type RecordingProxy = {
  readonly url: string;
  readonly seen: readonly Recorded[];
  close(): Promise<void>;
};

/** A proxy that writes down all that a browser asks of it. It passes on plain requests and refuses tunnels. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const seen: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    const entry = { method: incoming.method ?? '', url: incoming.url ?? '', sent: 0 };
    seen.push(entry);
    const { method, headers } = incoming;
    const onward = ask(entry.url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    incoming.on('data', (piece: Buffer) => (entry.sent += piece.length));
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket) => {
    seen.push({ method: 'CONNECT', url: incoming.url ?? '', sent: 0 });
    // A browser may have closed its end before it is refused, which is no fault of the test.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
