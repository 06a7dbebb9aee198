import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mediaType } from '../src/app/offline/mime';
import { ISOLATION_HEADERS, privacyHeaders } from '../src/app/offline/policy';
import { isMain } from './is-main';
import { listenAt, type Tls } from './serve/address';
import { byteRange } from './serve/byte-range';
import { deploymentWithFarm, farmGate, WITH_FARM, type Farm, type FarmGate } from './serve/farm-gate';
import { FILES_ONLY, listenOnLoopback } from './serve/loopback';
import { fileOf, inside, openInside } from './serve/requested-file';
import { sendBytes } from './serve/send-bytes';
import { UsageError } from './setting-flags';

/** Ours alone: what a browser keeps belongs to an address with its port, and other tools' usual ports come and go. */
export const USUAL_PORT = 5686;

/** Where pages and workers tell what their policy refused, if anybody wants to hear it. */
const REPORTS = '/policy-violations';

export type ServeOptions = {
  /** Folder to serve; the built app where it is left out. */
  root?: string;
  /** A port that must be free, or 0 for any. */
  port?: number;
  /** An address other machines reach; without it this machine's own. */
  host?: string;
  /** Serves by HTTPS; only with `host`. */
  tls?: Tls;
  /** false leaves out isolation, policy and all else that a file server has to be told, as many a static host does. */
  isolation?: boolean;
  /** A farm that the page offers, under its own origin. */
  farm?: Farm;
  /** Hears, as JSON, each thing that the Content-Security-Policy refused in a page or a worker. */
  onViolation?: (report: string) => void;
};

export type Served = { readonly url: string; close(): Promise<void> };

/** The built app's folder. */
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

type Answering = {
  root: string;
  isolation: boolean;
  onViolation: ServeOptions['onViolation'];
  farm?: FarmGate;
};
type Headers = Record<string, string | number>;

const DEPLOYMENT = 'deployment.json';

/** What a host has to be told to send with an answer. `kind`: see `privacyHeaders`. */
function toldHeaders({ isolation, onViolation }: Omit<Answering, 'farm'>, kind: 'page' | 'other'): Headers {
  if (!isolation) return {};
  const privacy = privacyHeaders(kind);
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
  const refuse = (status: number, headers: Headers = {}) =>
    void response
      .writeHead(status, { 'Content-Type': 'text/plain', ...toldHeaders(host, 'other'), ...headers })
      .end();
  if (onViolation && request.method === 'POST' && request.url === REPORTS) {
    await hearViolation(request, onViolation);
    return refuse(204);
  }
  if (host.farm?.pass(request, response)) return;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
  const file = fileOf(root, request.url ?? '/');
  if (host.farm && file === join(root, DEPLOYMENT)) {
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' };
    response.writeHead(200, { ...toldHeaders(host, 'other'), ...headers });
    return void response.end(request.method === 'HEAD' ? '' : deploymentWithFarm(file));
  }
  const handle = file === null ? null : await openInside(root, file);
  if (file === null || handle === null) return refuse(404);
  try {
    await send(host, file, handle, request, response);
  } finally {
    await handle.close();
  }
}

/** Answers with what the request wants of an open file. Resolves when the answer is out, or its reader gone. */
async function send(
  host: Answering,
  file: string,
  handle: FileHandle,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await handle.stat({ bigint: true });
  const size = Number(found.size);
  const tag = `"${found.ino.toString(36)}-${size.toString(36)}-${found.mtimeNs.toString(36)}"`;
  const headers: Headers = {
    'Content-Type': mediaType(file),
    'Accept-Ranges': 'bytes',
    ETag: tag,
    // Hashed assets never change; everything else is asked for again, so that a new build shows at once.
    'Cache-Control':
      inside(host.root, file)[0] === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...toldHeaders(host, extname(file) === '.html' ? 'page' : 'other'),
  };
  const { range: wanted, 'if-range': onlyOf, 'if-none-match': known } = request.headers;
  if (known?.split(',').some((each) => [tag, `W/${tag}`, '*'].includes(each.trim())))
    return void response.writeHead(304, headers).end();
  const range = onlyOf === undefined || onlyOf === tag ? byteRange(wanted, size) : 'whole';
  if (range === null)
    return void response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end();
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
  if (range !== 'whole') headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  headers['Content-Length'] = end - start + 1;
  response.writeHead(range === 'whole' ? 200 : 206, headers);
  if (request.method === 'HEAD' || size === 0) return void response.end();
  await sendBytes(createReadStream('', { fd: handle, start, end }), response);
}

/** Serves the built app, on this machine only unless told otherwise. Rejects with EADDRINUSE where the port is taken. */
export async function serve({
  root = DIST,
  port = USUAL_PORT,
  isolation = true,
  onViolation,
  host,
  tls,
  farm,
}: ServeOptions = {}): Promise<Served> {
  const own = { root, isolation, onViolation };
  const answering = { ...own, ...(farm && { farm: farmGate(farm, toldHeaders(own, 'other')) }) };
  const onRequest: RequestListener = (request, response) => {
    answer(answering, request, response).catch(() => response.destroy());
  };
  const patience = farm ? WITH_FARM : FILES_ONLY;
  if (host === undefined) {
    const { port: bound, close } = await listenOnLoopback(port, onRequest, patience);
    return { url: `http://localhost:${bound}/`, close };
  }
  const { port: bound, close } = await listenAt(host, port, tls, onRequest, patience);
  return { url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}/`, close };
}

/** The port that a person asks for in `PORT`. Throws what to tell them where it is none. */
export function askedPort(text: string | undefined): number {
  if (text === undefined) return USUAL_PORT;
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`PORT must be a whole number from 0 to 65535, not “${text}”.`);
}

/** What to tell a person for whom `serve` failed. */
export function whyNotServed({ code, message }: NodeJS.ErrnoException, port: number): Error {
  if (code === 'EACCES') return new Error(`Port ${port} may not be used: choose one above 1023 in PORT.`);
  if (code !== 'EADDRINUSE') return new Error(message);
  return new Error(
    `Port ${port} is taken, perhaps by another Koubo. End that program, or choose another port: PORT=${port + 1} npm start. ` +
      'A browser keeps your work by address and port: at another port the studio is empty.',
  );
}

async function main(): Promise<void> {
  const port = askedPort(process.env.PORT);
  try {
    const { url } = await serve({ port, isolation: !process.argv.includes('--no-isolation') });
    console.log(`Koubo is at ${url}  (Ctrl+C ends it)`);
  } catch (reason) {
    throw whyNotServed(reason as NodeJS.ErrnoException, port);
  }
}

if (isMain(import.meta.url)) {
  await main().catch((reason: Error) => {
    console.error(reason.message);
    process.exitCode = 1;
  });
}
