import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ffmpeg } from '../../../../scripts/ffmpeg';
import { readMp3 } from './mp3-file';

const folder = mkdtempSync(join(tmpdir(), 'koubo-mp3-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A tone of so many seconds as MP3. */
function tone(seconds: number, ...args: string[]): Uint8Array<ArrayBuffer> {
  const path = join(folder, 'tone.mp3');
  const sine = ['-f', 'lavfi', '-i', `sine=440:d=${seconds}:r=24000`];
  ffmpeg([...sine, '-c:a', 'libmp3lame', '-b:a', '64k', ...args, path]);
  return new Uint8Array(readFileSync(path));
}

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const [one, two] = [tone(2), tone(1.5)];
const withCover = joined(
  Buffer.from('ID3'),
  Buffer.from([4, 0, 0, 0, 1, 0, 0]),
  // What a picture may hold by chance.
  Buffer.alloc(16_384, Buffer.from([0xff, 0xf3, 0x64, 0xc4, 7, 9])),
  two,
);
const id3v1 = joined(Buffer.from('TAG'), Buffer.alloc(125, 32));

it('takes the padding off that a tag tells', async () => {
  const { sound, changes } = await readMp3(new Blob([one]));
  expect(sound?.lasts).toBeCloseTo(2, 3);
  expect(changes).toBe(false);
});

it.each([
  ['byte by byte', [one, two, one]],
  ['with an ID3 tag between them', [one, withCover]],
  ['with an old tag at the end of each', [one, id3v1, two, id3v1]],
  ['a short one behind', [one, tone(0.1)]],
])('does not end where the first of some files ends that were joined %s', async (_, parts) => {
  const { sound, changes } = await readMp3(new Blob(parts));
  expect(sound).toMatchObject({ at: 0, to: Infinity });
  expect(changes).toBe(false);
});

it.each([
  ['rate', [one, tone(1, '-ar', '44100')]],
  ['number of channels', [tone(1, '-ac', '2'), two]],
])('knows that the %s changes', async (_, parts) => {
  expect((await readMp3(new Blob(parts))).changes).toBe(true);
});

it('finds nothing in what is no MP3', async () => {
  expect(await readMp3(new Blob([new Uint8Array(3000).fill(0xff)]))).toEqual({ sound: null, changes: false });
  expect(await readMp3(new Blob([]))).toEqual({ sound: null, changes: false });
});
