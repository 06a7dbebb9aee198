import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../scripts/serve';

/** Strings that stand in the shipped code of each library, whatever the minifier does to the rest. */
const MARKS: Record<string, RegExp> = {
  'onnxruntime-web': /ort-wasm|onnxruntime/i,
  mediabunny: /mediabunny/i,
  '@mediapipe/tasks-vision': /vision_wasm|mediapipe\.tasks/,
  '@ffmpeg/core': /ffmpeg-core|createFFmpegCore/i,
};

/** Imports of a chunk by another: those that are fetched with it, and all, with those fetched when they are wanted. */
const IMPORTS = {
  static: /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g,
  all: /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g,
};

/** Every script that the page can load, or only those that it does before anything is shown. */
function pageScripts(which: keyof typeof IMPORTS): Map<string, string> {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const open = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((match) => match[1] as string);
  const scripts = new Map<string, string>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (scripts.has(file)) continue;
    const code = readFileSync(join(DIST, file), 'utf8');
    scripts.set(file, code);
    for (const match of code.matchAll(IMPORTS[which])) open.push(join('assets', match[1] as string));
  }
  return scripts;
}

describe('the code of the page', () => {
  const scripts = pageScripts('all');

  it('is found: the shell, and the pages that it fetches', () => {
    expect(scripts.size).toBeGreaterThan(pageScripts('static').size);
  });

  it.each(Object.entries(MARKS))('holds no %s', (_, mark) => {
    // Addresses of worker files may name a library; code is what must not be there.
    const holders = [...scripts].filter(([, code]) => mark.test(code.replace(/new URL\("[^"]*"/g, '')));
    expect(holders.map(([file]) => file)).toEqual([]);
  });

  it('starts small', () => {
    const bytes = [...pageScripts('static').values()].reduce((sum, code) => sum + code.length, 0);
    // Some 100 kB after gzip; the build itself refuses more than 150 kB.
    expect(bytes).toBeLessThan(280_000);
  });
});
