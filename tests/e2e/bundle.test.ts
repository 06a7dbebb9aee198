import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIST } from '../../scripts/serve';

/** Strings that stand in the shipped code of each library, whatever the minifier does to the rest. */
const MARKS: Record<string, RegExp> = {
  'onnxruntime-web': /ort-wasm|onnxruntime/i,
  mediabunny: /mediabunny/i,
  '@mediapipe/tasks-vision': /mediapipe|vision_wasm/i,
  '@ffmpeg/core': /ffmpeg-core|createFFmpegCore/i,
};

/** Every script that the page loads before the user has done anything: the entry and what it imports statically. */
function entryScripts(): Map<string, string> {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const open = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((match) => match[1] as string);
  const scripts = new Map<string, string>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (scripts.has(file)) continue;
    const code = readFileSync(join(DIST, file), 'utf8');
    scripts.set(file, code);
    for (const match of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      open.push(join('assets', match[1] as string));
  }
  return scripts;
}

describe('the entry chunk', () => {
  const scripts = entryScripts();

  it('is found', () => {
    expect(scripts.size).toBeGreaterThan(0);
  });

  it.each(Object.entries(MARKS))('holds no %s', (_, mark) => {
    // Addresses of worker files may name a library; code is what must not be there.
    const holders = [...scripts].filter(([, code]) => mark.test(code.replace(/new URL\("[^"]*"/g, '')));
    expect(holders.map(([file]) => file)).toEqual([]);
  });

  it('stays small', () => {
    const bytes = [...scripts.values()].reduce((sum, code) => sum + code.length, 0);
    expect(bytes).toBeLessThan(250_000);
  });
});
