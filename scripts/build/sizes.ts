import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { atOnce, reach, shellOf, startOf } from './app-files';

/** A part of a finished build: bytes as they lie on the disk, and as a server that compresses sends them. */
export type Size = { readonly name: string; readonly bytes: number; readonly gzip: number };

/** What a build weighs. */
export type Sizes = {
  /**
   * Most bytes after gzip that are loaded before a page shows itself: what every page needs, the larger of the two
   * languages, and the scripts of the largest page. The other pages are installed beside it, while the first one is used.
   */
  readonly firstLoad: number;
  readonly parts: readonly Size[];
};

/** The texts of one language. */
const TEXTS = /^assets\/(?:en|zh)-[^/]+\.js$/;
const PAGE = /^assets\/\w+Page-[^/]+\.js$/;
const WORKER = /\.worker-[^/]+\.js$/;

/** The engine's entrance for other pages, which lies beside `assets`. */
const ENTRANCE = 'engine/index.js';
const fromEntrance = (code: string) => atOnce(code.replaceAll('../assets/', './'));

/** Measures a finished build. Throws an `Error` where the texts of the two languages are not found in it. */
export function measureBuild(folder: string): Sizes {
  const common = reach(folder, startOf(folder), atOnce);
  const later = [...shellOf(folder)].filter((path) => path.endsWith('.js') && !common.has(path));
  const own = (path: string) => [...reach(folder, [path], atOnce)].filter((other) => !common.has(other));
  const sized = (paths: readonly string[]) =>
    paths.map((path) => sizeOf(folder, plainName(path), own(path))).sort((a, b) => b.gzip - a.gzip);
  const texts = sized(later.filter((path) => TEXTS.test(path)));
  if (texts.length < 2) throw new Error('the texts of two languages were not found in the build');
  const pages = sized(later.filter((path) => PAGE.test(path)));
  const every = sizeOf(folder, 'every page', [...common]);
  const workers = readdirSync(join(folder, 'assets')).filter((name) => WORKER.test(name));
  return {
    firstLoad: every.gzip + (texts[0]?.gzip ?? 0) + (pages[0]?.gzip ?? 0),
    parts: [
      every,
      ...texts,
      ...pages,
      ...workers.map((name) => sizeOf(folder, plainName(name), [`assets/${name}`])),
      sizeOf(folder, ENTRANCE, [...reach(folder, [ENTRANCE], fromEntrance)]),
    ],
  };
}

/** A file's name without the hash of its content. */
const plainName = (path: string) => basename(path).replace(/-[\w-]{8}\.js$/, '.js');

function sizeOf(folder: string, name: string, paths: readonly string[]): Size {
  const files = paths.map((path) => join(folder, path));
  const sum = (read: (file: string) => number) => files.reduce((total, file) => total + read(file), 0);
  return {
    name,
    bytes: sum((file) => statSync(file).size),
    gzip: sum((file) => gzipSync(readFileSync(file)).length),
  };
}

/** The parts of a build as lines of text. */
export function sizeLines({ parts }: Sizes): string[] {
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1).padStart(8);
  return parts.map(
    ({ name, bytes, gzip }) => `${name.padEnd(24)}${kilobytes(bytes)} kB${kilobytes(gzip)} kB gzip`,
  );
}
