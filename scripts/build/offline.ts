import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import type { AppFile } from '../../src/app/offline/precache';
import { listAppFiles, WORKER_FILE } from './app-files';
import { measureBuild, sizeLines } from './sizes';

const ENTRY = fileURLToPath(new URL('../../src/app/offline/worker/service-worker.ts', import.meta.url));
const LIST = 'virtual:app-files';
/** Most that a page may load before it shows itself, bytes after gzip. */
const FIRST_LOAD_LIMIT = 150_000;

/** Builds the service worker with the list of all files of the finished build; fails a build whose first load is too large. */
export function offline(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'koubo-offline',
    apply: 'build',
    configResolved: (resolved) => void (config = resolved),
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const folder = resolve(config.root, config.build.outDir);
        const sizes = measureBuild(folder);
        config.logger.info(sizeLines(sizes).join('\n'));
        if (sizes.firstLoad > FIRST_LOAD_LIMIT)
          this.error(`the first load is ${sizes.firstLoad} bytes after gzip, more than ${FIRST_LOAD_LIMIT}`);
        config.logger.info(`first load: ${(sizes.firstLoad / 1000).toFixed(1)} kB after gzip`);
        await writeServiceWorker(folder);
      },
    },
  };
}

/** Writes the service worker that keeps all files of a built app. */
export async function writeServiceWorker(folder: string): Promise<void> {
  writeFileSync(join(folder, WORKER_FILE), await bundleWorker(listAppFiles(folder)));
}

/** The service worker as one classic script, which every browser with service workers takes. */
async function bundleWorker(files: readonly AppFile[]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'koubo-app-files',
        resolveId: (id) => (id === LIST ? `\0${LIST}` : null),
        load: (id) => (id === `\0${LIST}` ? `export const files = ${JSON.stringify(files)};` : null),
      },
    ],
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: ENTRY, formats: ['iife'], name: 'koubo', fileName: 'sw' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the service worker was not built');
  return chunk.code;
}
