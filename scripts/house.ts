/**
 * `npm run house`: how the house stands. Largest files, rooms with too many files on one level, and circles between
 * modules, read from the imports; what may import what is held by lint (eslint.config.rooms.mjs).
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circles } from './house/circles';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES = 250;
const MOST_FILES = 20;

const files = execFileSync('git', ['ls-files', 'src', 'workers'], { cwd: ROOT, encoding: 'utf8' })
  .trim()
  .split('\n');
const code = files.filter((file) => /\.(ts|svelte)$/.test(file));
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const long = code
  .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
  .sort((a, b) => b.lines - a.lines);
console.log(`Largest file: ${long[0]?.lines} lines (${long[0]?.file})`);
const over = long.filter(({ lines }) => lines > MOST_LINES);
console.log(`Over ${MOST_LINES} lines: ${over.length}`);
for (const { file, lines } of over) console.log(`  ${lines} ${file}`);

const rooms = new Map<string, number>();
for (const file of files) rooms.set(dirname(file), (rooms.get(dirname(file)) ?? 0) + 1);
const full = [...rooms].filter(([, count]) => count > MOST_FILES);
console.log(`Rooms: ${rooms.size}; with more than ${MOST_FILES} files on one level: ${full.length}`);
for (const [room, count] of full) console.log(`  ${count} ${room}`);

const found = circles(new Map(code.map((file) => [file, textOf(file)])));
console.log(`Circles between modules: ${found.length}`);
for (const circle of found) console.log(`  ${circle.join(' → ')}`);
