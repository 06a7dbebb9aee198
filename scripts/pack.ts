/**
 * `npm run pack`: all that a place without network needs, as one folder and one ZIP in `pack/`. The same sources give
 * the same bytes.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import manifest from '../models/manifest.json';
import facts from '../package.json';
import { listAppFiles } from './build/app-files';
import { isMain } from './is-main';
import { storedZip } from './landmarker/stored-zip';
import { packCommand } from './pack/command';
import { HOST_FILES } from './pack/hosts';
import { billOfMaterials } from './pack/sbom';
import { isProgram, STARTERS } from './pack/starters';
import { collectPackages, readPackage, type Shipped } from './pack/shipped';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Their models are inside face_landmarker.task and encoder.onnx, which the bundler does not see. */
const BESIDE = ['@mediapipe/face_mesh', '@moonshine-ai/moonshine-js'].map((name) =>
  join(ROOT, 'node_modules', name),
);

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Builds the app into `folder`, and the command into `command`; resolves to the packages of which something is in them, by name. */
async function buildAll(folder: string, command: string): Promise<Shipped[]> {
  const folders = new Set(BESIDE);
  await packCommand(command, folders);
  await build({
    root: ROOT,
    logLevel: 'warn',
    mode: 'production',
    build: { outDir: folder, emptyOutDir: true },
    plugins: [collectPackages(folders)],
    worker: { plugins: () => [collectPackages(folders)] },
  });
  // One version may lie at several places.
  const packages = new Map(
    [...folders].map(readPackage).map((each) => [`${each.name}@${each.version}`, each]),
  );
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** All files of `folder` with their paths in it, in the same order everywhere. */
function filesIn(folder: string): [path: string, bytes: Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort()
    .map((path) => [path, readFileSync(join(folder, path))]);
}

/** As `sha256sum` writes it and checks it. */
const sums = (files: readonly [string, Buffer][]) =>
  files.map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`).join('');

/** Writes the pack into `folder` and beside it the ZIP `<folder>.zip`. Both are made anew. */
export async function pack(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const app = join(folder, 'app');
  const packages = await buildAll(app, join(folder, 'command'));
  const files = listAppFiles(app);
  const { version } = facts;
  const models = [...manifest.models, ...manifest.networks];
  put('sbom.cdx.json', `${JSON.stringify(billOfMaterials({ version, packages, models, files }), null, 2)}\n`);
  for (const [path, text] of Object.entries({ ...HOST_FILES, ...STARTERS })) put(path, text);
  for (const path of Object.keys(STARTERS).filter(isProgram)) chmodSync(join(folder, path), 0o755);
  for (const { name, text } of packages) put(`licences/${name.replace('/', '__')}.txt`, `${text}\n`);
  for (const name of ['LICENSE', 'NOTICE']) put(name, read(name));
  put('HOSTING.md', read('docs/hosting.md'));
  put('SHA256SUMS', sums(filesIn(folder)));
  const name = folder.slice(folder.lastIndexOf(sep) + 1);
  writeFileSync(
    `${folder}.zip`,
    storedZip(
      filesIn(folder).map(([path, bytes]) => [`${name}/${path}`, bytes]),
      isProgram,
    ),
  );
}

if (isMain(import.meta.url)) {
  const folder = join(ROOT, 'pack', `koubo-${facts.version}`);
  await pack(folder);
  console.log(`${folder}\n${folder}.zip`);
}
