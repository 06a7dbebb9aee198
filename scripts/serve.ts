import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mediaType } from '../src/offline/mime';
import { ISOLATION_HEADERS, privacyHeaders } from '../src/offline/policy';
import { isMain } from './is-main';

const USUAL_PORT = 4173;

/** Where pages and workers tell what their policy refused, if anybody wants to hear it. */
const REPORTS = '/policy-violations';

export type ServeOptions = {
  /** Folder to serve; the built app where it is left out. */
  root?: string;
  /** A port that must be free, or 0 for any. Left out: 4173, or any where that is taken. */
  port?: number;
  /** false leaves out isolation, policy and all else that a file server has to be told, as many a static host does. */
  isolation?: boolean;
  /** Hears, as JSON, each thing that the Content-Security-Policy refused in a page or a worker. */
  onViolation?: (report: string) => void;
};

export type Served = { readonly url: string; close(): Promise<void> };

/** The built app's folder. */
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/** Inclusive byte range of a `Range` header against a file of `size` bytes; null where it cannot be met. */
export function byteRange(header: string, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const suffix = match[1] === '';
  const start = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = suffix || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start <= end && start < size ? { start, end } : null;
}

/** The file that a request path means, inside `root`; null where the path leads out of it or is not decodable. */
export function fileOf(root: string, requestPath: string): string | null {
  try {
    const path = decodeURIComponent(new URL(requestPath, 'http://localhost').pathname);
    const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
    return file.startsWith(root + sep) && !file.includes('\0') ? file : null;
  } catch {
    return null;
  }
}

type Answering = { root: string; isolation: boolean; onViolation: ServeOptions['onViolation'] };

/** What a host has to be told to send with a file. */
function toldHeaders(file: string, { isolation, onViolation }: Answering): Record<string, string> {
  if (!isolation) return {};
  const privacy = privacyHeaders(extname(file) === '.html' ? 'page' : 'other');
  const policy = `${privacy['Content-Security-Policy']}${onViolation ? `; report-uri ${REPORTS}` : ''}`;
  return { ...privacy, 'Content-Security-Policy': policy, ...ISOLATION_HEADERS };
}

async function hearViolation(request: IncomingMessage, hear: (report: string) => void): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  hear(Buffer.concat(pieces).toString());
}

async function answer(host: Answering, request: IncomingMessage, response: ServerResponse) {
  const { root, onViolation } = host;
  const fail = (status: number) => void response.writeHead(status, { 'Content-Type': 'text/plain' }).end();
  if (onViolation && request.method === 'POST' && request.url === REPORTS) {
    await hearViolation(request, onViolation);
    return fail(204);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return fail(405);
  const file = fileOf(root, request.url ?? '/');
  const found = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !found?.isFile()) return fail(404);

  const headers: Record<string, string | number> = {
    'Content-Type': mediaType(file),
    'Accept-Ranges': 'bytes',
    // Hashed assets never change; everything else is asked for again, so that a new build shows at once.
    'Cache-Control': file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...toldHeaders(file, host),
  };
  const wanted = request.headers.range;
  const range = wanted === undefined ? { start: 0, end: found.size - 1 } : byteRange(wanted, found.size);
  if (range === null) {
    response.writeHead(416, { 'Content-Range': `bytes */${found.size}` }).end();
    return;
  }
  if (wanted !== undefined) headers['Content-Range'] = `bytes ${range.start}-${range.end}/${found.size}`;
  headers['Content-Length'] = range.end - range.start + 1;
  response.writeHead(wanted === undefined ? 200 : 206, headers);
  if (request.method === 'HEAD' || found.size === 0) return void response.end();
  createReadStream(file, range)
    .on('error', () => response.destroy())
    .pipe(response);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Serves the built app on this machine only. Rejects where a port was demanded and is taken. */
export async function serve({
  root = DIST,
  port,
  isolation = true,
  onViolation,
}: ServeOptions = {}): Promise<Served> {
  const server = createServer((request, response) => {
    answer({ root, isolation, onViolation }, request, response).catch(() => response.destroy());
  });
  try {
    await listen(server, port ?? USUAL_PORT);
  } catch (reason) {
    if (port !== undefined || (reason as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw reason;
    await listen(server, 0);
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

if (isMain(import.meta.url)) {
  const port = process.env.PORT === undefined ? {} : { port: Number(process.env.PORT) };
  const { url } = await serve({ ...port, isolation: !process.argv.includes('--no-isolation') });
  console.log(`Koubo is at ${url}  (Ctrl+C ends it)`);
}
