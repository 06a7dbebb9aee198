import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { addBatch, giveHeaps, queueRows, untilIdle } from './batch-page';
import { makeMaster } from './matrix/master';
import { useStudio } from './studio';

const studio = useStudio();

/** Seconds that a file may be looked at, on average, and that a job on a second of video may take. */
const LOOK_SECONDS = 2;
const JOB_SECONDS = 30;
/** Damaged files that look sound go through a whole job, so many of a kind at most. */
const MOST_JOBS = 20;

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '23', '-pix_fmt', 'yuv420p'];
/** What is damaged: a file for each demuxer. */
const WHOLE = {
  mp4: [...x264, '-c:a', 'aac', '-movflags', '+faststart'],
  webm: ['-c:v', 'libvpx', '-b:v', '500k', '-deadline', 'realtime', '-c:a', 'libopus'],
  avi: ['-c:v', 'mpeg4', '-q:v', '5', '-c:a', 'libmp3lame'],
  ts: [...x264, '-c:a', 'aac'],
} as const;
const KINDS = Object.keys(WHOLE) as (keyof typeof WHOLE)[];

/** Numbers that look random and are the same every time (mulberry32 by Tommy Ettinger, public domain). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function wholeFiles(): Record<keyof typeof WHOLE, Buffer> {
  const master = makeMaster(studio.scratch(''));
  const read = (kind: keyof typeof WHOLE) => {
    const path = studio.scratch(`whole.${kind}`);
    ffmpeg(['-i', master, '-t', '0.8', ...WHOLE[kind], path]);
    return [kind, readFileSync(path)] as const;
  };
  return Object.fromEntries(KINDS.map(read)) as Record<keyof typeof WHOLE, Buffer>;
}

function store(name: string, bytes: Uint8Array | string): string {
  const path = studio.scratch(name);
  writeFileSync(path, bytes);
  return path;
}

/** A copy with 1 to 32 random bytes in random places, half of them near the beginning, where the headers are. */
function flipped(whole: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(whole);
  const count = 2 ** Math.floor(6 * random());
  for (let i = 0; i < count; i++) {
    const reach = random() < 0.5 ? Math.min(2000, copy.length) : copy.length;
    copy[Math.floor(reach * random())] = Math.floor(256 * random());
  }
  return copy;
}

/** Gives the page the files as videos, and tells what it says of each: `ready` or the code of the error. */
async function look(page: Page, files: readonly string[], speech: string): Promise<Map<string, string>> {
  const begun = Date.now();
  await giveHeaps(page, files, [speech], files.length * LOOK_SECONDS * 1000);
  expect(Date.now() - begun).toBeLessThan(files.length * LOOK_SECONDS * 1000);
  const said = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('[data-testid=heap-file]'), (row) => [
      row.querySelector('b')?.textContent ?? '',
      row.querySelector<HTMLElement>('[data-testid=heap-error]')?.dataset.code ?? row.dataset.state ?? '',
    ]),
  );
  return new Map(said as [string, string][]);
}

/** Damaged files by name, each of which must be refused with a reason or give a video that plays to its end. */
async function survives(files: readonly string[]): Promise<void> {
  const speech = store('speech.wav', readFileSync(studio.scratch('master.wav')));
  const first = await studio.open({ label: 'off' });
  const said = await look(first, files, speech);
  expect(said.size).toBe(files.length + 1);
  for (const answer of said.values()) expect(answer).toMatch(/^(ready$|input\/)/);
  const sound = files.filter((file) => said.get(parse(file).base) === 'ready');
  const step = Math.max(1, sound.length / MOST_JOBS);
  const chosen = sound.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  console.log(`${files.length} files, ${sound.length} look sound, ${chosen.length} are dubbed`);
  if (chosen.length === 0) return;
  await first.close();
  const page = await studio.open({ label: 'off' });
  await look(page, chosen, speech);
  await addBatch(page);
  await untilIdle(page, chosen.length * JOB_SECONDS * 1000);
  expect(await queueRows(page)).toHaveLength(chosen.length);
  for (const file of chosen) await expectOutcome(page, parse(file).base);
}

/** A result that can be read to its end, or an error that says what was wrong with the file. */
async function expectOutcome(page: Page, name: string): Promise<void> {
  const row = page.locator('[data-testid=queue-job]', { hasText: name });
  if ((await row.getAttribute('data-phase')) === 'failed') {
    const code = await row.getByTestId('queue-error').getAttribute('data-code');
    expect(`${name}: ${code}`).toMatch(/: (input\/|codec\/failed)/);
    return;
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  const path = studio.scratch(`${name}.out.mp4`);
  await download.saveAs(path);
  const { frames } = videoOf(path);
  // Decodes all of it, and stops at the first error.
  const decoded = ffmpeg(['-xerror', '-i', path, '-fps_mode', 'passthrough', '-f', 'framecrc', '-']);
  const pictures = decoded.toString().match(/^0,/gm) ?? [];
  expect(`${name}: ${pictures.length}`).toBe(`${name}: ${frames}`);
}

it('copes with a file cut off at 50 places', async () => {
  const whole = wholeFiles();
  const files = Array.from({ length: 50 }, (_, i) => {
    const kind = KINDS[i % KINDS.length]!;
    const length = Math.floor((whole[kind].length * (i + 0.5)) / 50);
    return store(`cut-${i}-.${kind}`, whole[kind].subarray(0, length));
  });
  await survives(files);
});

it('copes with 200 files in which bytes are wrong', async () => {
  const whole = wholeFiles();
  const random = randomFrom(20260101);
  const files = Array.from({ length: 200 }, (_, i) => {
    const kind = KINDS[i % KINDS.length]!;
    return store(`wrong-${i}-.${kind}`, flipped(whole[kind], random));
  });
  await survives(files);
});

it('tells what is no video, whatever its name, and reads what is one under a wrong name', async () => {
  const whole = wholeFiles();
  const long = ['long.png', 'long.mkv'].map((name) => studio.scratch(name));
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '100000x1', '-i', '-'];
  for (const path of long)
    ffmpeg([...raw, ...(path.endsWith('mkv') ? ['-c:v', 'png'] : []), path], Buffer.alloc(300_000, 90));
  const files = [
    store('zero.mp4', ''),
    store('text.mp4', 'Dies ist ein Text.\n'.repeat(100)),
    store('noise.mkv', Buffer.from(Array.from({ length: 5000 }, randomFrom(7)).map((x) => 256 * x))),
    store('really-mp4.avi', whole.mp4),
    store('really-avi.mp4', whole.avi),
    store('really-webm.txt', whole.webm),
    ...long,
  ];
  const page = await studio.open();
  const said = await look(page, files, store('speech.wav', readFileSync(studio.scratch('master.wav'))));
  expect(Object.fromEntries(said)).toMatchObject({
    'zero.mp4': 'input/empty',
    'text.mp4': 'input/unreadable',
    'noise.mkv': 'input/unreadable',
    'really-mp4.avi': 'ready',
    'really-avi.mp4': 'ready',
    'really-webm.txt': 'ready',
  });
  for (const name of ['long.png', 'long.mkv']) expect(said.get(name), name).toMatch(/^input\/picture-size$/);
});
