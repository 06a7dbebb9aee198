import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const MOUTH_MODEL = /(?:^|\/)models\/mouth\/(mouth\.onnx|check\.json)(\?.*)?$/;

/** Serves the lab page from source. One serves any number of pages, also of other processes. */
export type LabServer = {
  readonly url: string;
  /** Below this path lie all files of this machine, to be read and written; nobody else knows it. */
  readonly files: string;
};

/** `mouth`: a folder with a `mouth.onnx` and its `check.json` that are used in place of the app's. */
export async function startLabServer(mouth?: string): Promise<LabServer & { close(): Promise<void> }> {
  const files = `/lab-file/${randomUUID()}`;
  const server = await createServer({
    root: ROOT,
    logLevel: 'error',
    cacheDir: join(ROOT, 'node_modules/.vite-lab'),

    optimizeDeps: {
      entries: ['scripts/lab/*.ts', 'workers/*.ts'],
      exclude: ['onnxruntime-web', '@ffmpeg/core'],
      include: ['mediabunny', '@mediapipe/tasks-vision', 'comlink'],
    },
    server: {
      ...{ port: 0, hmr: false, watch: null },
      fs: { allow: [ROOT, ...(mouth === undefined ? [] : [resolve(mouth)])] },
    },
    plugins: [
      {
        name: 'koubo-lab-mouth',
        enforce: 'pre',
        resolveId: (id) => {
          const [, file, query = ''] = MOUTH_MODEL.exec(id) ?? [];
          return mouth !== undefined && file ? `${join(resolve(mouth), file)}${query}` : null;
        },
      },
      {
        name: 'koubo-lab-files',
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
