import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { AppFile } from '../../src/app/offline/precache';

/** Name of the service worker's script, which is not among the files that it keeps. */
export const WORKER_FILE = 'sw.js';
/**
 * Screenshots are shown by shops and install dialogues only, which fetch them when they need them, as does whoever asks
 * for the sample; the engine's entrance is for other pages; deployment.json may be changed after the build, and the app
 * remembers what it read.
 */
const NOT_KEPT = /^screenshots\/|^sample\/|^engine\/|^deployment\.json$/;

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
/** One that is imported at once. */
const AT_ONCE = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
/** A style that is loaded with the script of a page. */
const STYLED = /["'`](assets\/[^"'`]+\.css)["'`]/g;

/** index.html, what it names, and the scripts and styles of its pages: all that the app needs to show itself. */
export function shellOf(folder: string): Set<string> {
  return reach(folder, startOf(folder), (code) => [
    ...[...code.matchAll(IMPORTED)].map(([, name]) => `assets/${name}`),
    ...[...code.matchAll(STYLED)].map(([, name = '']) => name),
  ]);
}

/** index.html and what it names. */
export function startOf(folder: string): string[] {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return ['index.html', ...[...html.matchAll(/(?:src|href)="\.\/([^"#?]+)"/g)].map(([, path = '']) => path)];
}

/** `start`, and whatever is named by the scripts among it, by the scripts named there, and so on. */
export function reach(
  folder: string,
  start: readonly string[],
  named: (code: string) => string[],
): Set<string> {
  const reached = new Set<string>();
  const open = [...start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    if (path.endsWith('.js')) open.push(...named(readFileSync(join(folder, path), 'utf8')));
  }
  return reached;
}

/** What a script of `assets` imports before it runs. */
export const atOnce = (code: string) => [...code.matchAll(AT_ONCE)].map(([, name]) => `assets/${name}`);
