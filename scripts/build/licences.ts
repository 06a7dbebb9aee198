import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, ResolvedConfig } from 'vite';
import { INSIDE } from '../pack/inside';
import { collectPackages, readPackage, type Shipped } from '../pack/shipped';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Its models are inside face_landmarker.task, which the bundler does not see. */
const BESIDE = [join(ROOT, 'node_modules/@mediapipe/face_mesh')];

/** What each package is, under which terms, and what its WebAssembly holds. */
function overview(packages: readonly Shipped[]): string {
  const parts = packages.map(({ name, version, licence, homepage }) => {
    const inside = (INSIDE[name] ?? []).map(
      ({ name: part, version: its, licence: terms, source }) =>
        `    holds ${part}${its === null ? ', version not told in the file' : ` ${its}`} (${terms}): ${source}`,
    );
    return [`${name} ${version} (${licence})${homepage ? `: ${homepage}` : ''}`, ...inside].join('\n');
  });
  return `${parts.join('\n')}\n`;
}

/**
 * Puts NOTICE and the terms of everything that is in the built app beside it, in `licences/`: they are told wherever it
 * is served. `worker` goes into the builds of workers.
 */
export function licences(): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set(BESIDE);
  let config: ResolvedConfig;
  return {
    worker: () => collectPackages(folders),
    page: {
      ...collectPackages(folders),
      name: 'koubo-licences',
      apply: 'build',
      configResolved: (resolved) => void (config = resolved),
      closeBundle: {
        order: 'pre',
        sequential: true,
        handler() {
          const folder = join(resolve(config.root, config.build.outDir), 'licences');
          const packages = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
          mkdirSync(folder, { recursive: true });
          const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
          const notice = readFileSync(join(ROOT, 'NOTICE'), 'utf8');
          put('NOTICE.txt', `${notice}\nWhat is inside, in detail:\n\n${overview(packages)}`);
          put('LICENSE.txt', readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
          for (const { name, text } of packages) put(`${name.replace('/', '__')}.txt`, `${text}\n`);
        },
      },
    },
  };
}
