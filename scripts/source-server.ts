import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createServer, type Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Serves pages from source. One serves any number of them, also of other processes. */
export type SourceServer = {
  readonly url: string;
  /** Below this path lie all files of this machine, to be read and written; nobody else knows it. */
  readonly files: string;
};

export type SourceServerOptions = {
  /** What is bundled for it lies in `node_modules/.vite-NAME`. */
  readonly name: string;
  /** The page's modules, as a pattern. */
  readonly modules: string;
  /** Folders outside the project that its modules may come from. */
  readonly allow?: readonly string[];
  readonly plugins?: readonly Plugin[];
};

export async function startSourceServer({
  name,
  modules,
  allow = [],
  plugins = [],
}: SourceServerOptions): Promise<SourceServer & { close(): Promise<void> }> {
  const files = `/files/${randomUUID()}`;
  const server = await createServer({
    root: ROOT,
    logLevel: 'error',
    cacheDir: join(ROOT, `node_modules/.vite-${name}`),
    optimizeDeps: {
      // All of what the workers import is bundled at once: what is found later has a mediabunny of its own.
      entries: [modules, 'workers/*.ts'],
      exclude: ['onnxruntime-web', '@ffmpeg/core'],
      include: ['mediabunny', '@mediapipe/tasks-vision', 'comlink'],
    },
    server: {
      port: 0,
      hmr: false,
      watch: null,
      fs: { allow: [ROOT, ...allow.map((path) => resolve(path))] },
    },
    plugins: [
      ...plugins,
      {
        name: 'koubo-files',
        configureServer: ({ middlewares }) =>
          void middlewares.use(files, (request, response) => {
            answerFile(request, response).catch(() => response.destroy());
          }),
      },
    ],
  });
  await server.listen();
  const { port } = server.httpServer?.address() as AddressInfo;
  return { url: `http://localhost:${port}`, files, close: () => server.close() };
}

/** Where a page of the server finds a file of this machine. */
export const fileUrl = ({ files }: SourceServer, path: string): string =>
  `${files}${encodeURI(resolve(path))}`;

/** Gives the page any file of this machine, and takes those that it has made. */
async function answerFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
  const end = (status: number) => void response.writeHead(status).end();
  if (request.method !== 'PUT')
    return void createReadStream(path)
      .on('error', () => end(404))
      .pipe(response);
  await pipeline(request, createWriteStream(path));
  end(204);
}
