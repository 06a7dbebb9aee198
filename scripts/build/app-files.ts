import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AppFile } from '../../src/offline/precache';

/** Name of the service worker's script, which is not among the files that it keeps. */
export const WORKER_FILE = 'sw.js';
/**
 * Screenshots are shown by shops and install dialogues only, which fetch them when they need them; deployment.json may
 * be changed after the build, and the app remembers what it read.
 */
const NOT_KEPT = /^screenshots\/|^deployment\.json$/;

/** Every file of the built app that shall work without a network, in alphabetical order. */
export function listAppFiles(folder: string): AppFile[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .filter((path) => path !== WORKER_FILE && !NOT_KEPT.test(path))
    .sort();
  const shell = shellOf(folder);
  return paths.map((path) => {
    const content = readFileSync(join(folder, path));
    const hash = createHash('sha256').update(content).digest('hex');
    return { path, bytes: content.length, hash, shell: shell.has(path) };
  });
}

/** A script that another one imports, at once or when its page is opened. */
const IMPORTED = /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
/** A style that is loaded with the script of a page. */
const STYLED = /["'`](assets\/[^"'`]+\.css)["'`]/g;

/** index.html, what it names, and the scripts and styles of its pages: all that the app needs to show itself. */
function shellOf(folder: string): Set<string> {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const shell = new Set(['index.html']);
  const open = [...html.matchAll(/(?:src|href)="\.\/([^"#?]+)"/g)].map(([, path = '']) => path);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (shell.has(path)) continue;
    shell.add(path);
    if (!path.endsWith('.js')) continue;
    const code = readFileSync(join(folder, path), 'utf8');
    for (const [, name] of code.matchAll(IMPORTED)) open.push(`assets/${name}`);
    for (const [, name = ''] of code.matchAll(STYLED)) open.push(name);
  }
  return shell;
}

/** Bytes of the shell as a server that compresses sends them. */
export function shellGzipBytes(folder: string, files: readonly AppFile[]): number {
  return files
    .filter(({ shell }) => shell)
    .reduce((sum, { path }) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);
}
