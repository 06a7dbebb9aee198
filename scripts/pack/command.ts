import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { collectPackages } from './shipped';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** They find files of their own beside them, so they go along as they are. */
const BESIDE = ['playwright-core', '@bull-board/ui'];
/** Of which the command needs nothing: tools for people, and types. */
const LEFT_OUT = /\/(?:vite|types|bin)(?:\/|$)|\.d\.ts$|\.map$/;

/** As `scripts/koubo.mjs`, without a compiler. */
const STARTER = `#!/usr/bin/env node
import { main } from './main.mjs';

process.exitCode = await main(process.argv.slice(2));
`;

/** Writes the `koubo` command into `folder`, for Node and without npm; packages that are in it go into `packages`. */
export async function packCommand(folder: string, packages: Set<string>): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [collectPackages(packages)],
    ssr: { noExternal: true, external: BESIDE, target: 'node' },
    build: {
      ssr: join(ROOT, 'scripts/farm/main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        output: {
          format: 'esm',
          entryFileNames: 'main.mjs',
          // Beside each other: files are looked for from where a module lies.
          chunkFileNames: '[name]-[hash].mjs',
        },
      },
    },
  });
  for (const name of BESIDE) {
    const from = join(ROOT, 'node_modules', name);
    const to = join(folder, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, filter: (path) => !LEFT_OUT.test(path.slice(from.length)) });
    packages.add(from);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  writeFileSync(join(folder, 'koubo.mjs'), STARTER);
  chmodSync(join(folder, 'koubo.mjs'), 0o755);
}
