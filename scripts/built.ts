import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './serve';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What the built app is made of. */
const SOURCES = [
  ...['src', 'workers', 'public', 'models', 'scripts/build'],
  ...['index.html', 'vite.config.ts', 'package.json'],
];

/** Newest change, in milliseconds since 1970, of a file or of anything in a folder, tests aside; 0 where there is none. */
export function newestChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return path.endsWith('.test.ts') ? 0 : found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** True where the built app is missing or older than its sources. */
export function isStale(root = ROOT, dist = DIST): boolean {
  const built = newestChange(join(dist, 'index.html'));
  return SOURCES.some((source) => newestChange(join(root, source)) > built);
}

/** Builds the app where it is missing or older than its sources; says so on stderr. */
export function ensureBuilt(): void {
  if (!isStale()) return;
  console.error('Building the app …');
  // The build talks on stdout, which belongs to the program that wanted it.
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    cwd: ROOT,
    // A test runner's own value would make a development build of it.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The build failed.');
}
