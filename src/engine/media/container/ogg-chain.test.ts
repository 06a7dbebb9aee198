import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ffmpeg } from '../../../../scripts/ffmpeg';
import { isChained } from './ogg-chain';

const folder = mkdtempSync(join(tmpdir(), 'koubo-ogg-'));
afterAll(() => rmSync(folder, { recursive: true }));

function tone(name: string, ...args: string[]): Uint8Array<ArrayBuffer> {
  const path = join(folder, name);
  ffmpeg(['-f', 'lavfi', '-i', 'sine=d=3', ...args, path]);
  return new Uint8Array(readFileSync(path));
}

it.each([
  ['voice.ogg', ['-c:a', 'libvorbis']],
  ['voice.opus', ['-c:a', 'libopus']],
  ['talk.ogv', ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=3', '-c:v', 'libtheora', '-c:a', 'libvorbis']],
])('knows a file that was joined to another: %s', async (name, args) => {
  const file = tone(name, ...args);
  expect(await isChained(new Blob([file]))).toBe(false);
  expect(await isChained(new Blob([file, file]))).toBe(true);
  expect(await isChained(new Blob([file.subarray(0, file.length - 9)]))).toBe(false);
  expect(await isChained(new Blob([file, 'what is no page']))).toBe(false);
});
