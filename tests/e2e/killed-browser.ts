import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchProfile, program, type Profile } from '../../scripts/chromium';
import { serve, type Served } from '../../scripts/serve';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { addBatch, giveHeaps, queueRows, untilIdle } from './batch-page';
import { expectVideo, frameNumbers, pingPong } from './expect-video';
import { randomFrom } from '../formats/damage';

/** A kill comes so long after the queue's page is there: before the work has begun, in an analysis, in a render. */
const DELAY_MS = { least: 200, most: 6_000 };
/** And so long after a picture has begun to be written. */
const RENDER_MS = 2_000;

let served: Served;
let folder: string;
let profile: Profile | null = null;

beforeAll(async () => {
  served = await serve({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'koubo-crash-'));
});
afterAll(async () => {
  await profile?.close().catch(() => {});
  await served.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the browser on the same profile and goes to the queue. */
async function start(): Promise<{ context: BrowserContext; page: Page }> {
  profile = await launchProfile({ folder });
  const { context } = profile;
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${served.url}#/queue`);
  return { context, page };
}

/** Ends every process of the browser at once, as a power cut would. */
function kill(): void {
  // Each of them names the profile's folder among its arguments.
  spawnSync(program('pkill', 'procps'), ['-KILL', '-f', '--', folder]);
  profile = null;
}

/** `seconds`: of the speech. */
type Stored = { id: string; video: string; seconds: number };

/** What of a result's record is needed here. */
type Found = { id: string; video: { name: string }; speech: { info: { duration: number } } };

/** The results that are recorded. */
const recorded = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<Stored[]>((resolve, reject) => {
        const opening = indexedDB.open('koubo');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('results').objectStore('results').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(
              (all.result as Found[]).map(({ id, video, speech }) => ({
                id,
                video: video.name,
                seconds: speech.info.duration,
              })),
            );
          };
        };
      }),
  );

/** Copies a result out of the page's storage and checks that it is whole. */
async function expectPlays(page: Page, { id, video, seconds }: Stored): Promise<void> {
  const bytes = await page.evaluate(async (name) => {
    const results = await (await navigator.storage.getDirectory()).getDirectoryHandle('results');
    const file = await (await results.getFileHandle(name)).getFile();
    return Array.from(new Uint8Array(await file.arrayBuffer()));
  }, `${id}.mp4`);
  const out = join(folder, `${id}.mp4`);
  writeFileSync(out, Uint8Array.from(bytes));
  const { frames } = expectVideo(out, { source: fixture(video), seconds });
  const numbers = await frameNumbers(out);
  expect(numbers).toEqual(pingPong(frames, video === 'face.mp4' ? FACE_SECONDS * FPS : 38));
}

/** Names of the files in a folder of the page's storage. */
const filesIn = (page: Page, folderName: string): Promise<string[]> =>
  page.evaluate(async (name) => {
    const names: string[] = [];
    try {
      const files = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
      for await (const each of files.keys()) names.push(each);
    } catch {
      // No such folder yet.
    }
    return names;
  }, folderName);

/** Waits until a picture is being written, or nothing is left to do. */
async function untilRendering(page: Page): Promise<void> {
  for (const give = performance.now() + 60_000; performance.now() < give; await page.waitForTimeout(100)) {
    if ((await filesIn(page, 'results')).some((name) => name.endsWith('.part'))) return;
    if (await isIdle(page)) return;
  }
}

const isIdle = async (page: Page) =>
  (await queueRows(page)).every((row) => /: (done|failed|cancelled)$/.test(row));

export type Kills = { kills: number; videos: readonly string[]; speeches: readonly string[] };

/**
 * Makes batches of fixtures, and kills the browser again and again meanwhile, every other time while it renders: all is
 * done, every result plays, and nothing lies about that nobody asks for.
 */
export async function expectSurvivesKills({ kills, videos, speeches }: Kills): Promise<void> {
  const random = randomFrom(20_261_121);
  let { page } = await start();
  let jobs = 0;
  const addJobs = async () => {
    await page.goto(served.url);
    await giveHeaps(page, videos.map(fixture), speeches.map(fixture));
    await addBatch(page);
    jobs += videos.length * speeches.length;
  };
  await addJobs();
  // What is killed before the copies of its files are made cannot go on: the user still has them at hand.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const inputs = await (await navigator.storage.getDirectory()).getDirectoryHandle('inputs');
        let copies = 0;
        for await (const [, handle] of inputs.entries())
          copies += (await (handle as FileSystemFileHandle).getFile()).size > 0 ? 1 : 0;
        return copies;
      }),
    )
    .toBe(videos.length + speeches.length);
  let finished: string[] = [];
  for (let round = 0; round < kills; round++) {
    if (await isIdle(page)) await addJobs();
    if (round % 2 === 1) await untilRendering(page);
    const most = round % 2 === 1 ? RENDER_MS : DELAY_MS.most;
    await page.waitForTimeout(DELAY_MS.least + random() * (most - DELAY_MS.least));
    const before = (await recorded(page)).map(({ id }) => id);
    kill();
    ({ page } = await start());
    await page.locator('[data-testid=queue-job]').first().waitFor({ timeout: 30_000 });
    const after = (await recorded(page)).map(({ id }) => id);
    expect(after, `after kill ${round + 1}`).toEqual(expect.arrayContaining([...before, ...finished]));
    finished = after;
  }
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(Array(jobs).fill('done'));
  const results = await recorded(page);
  expect(results).toHaveLength(jobs);
  for (const result of results) await expectPlays(page, result);
  expect(await filesIn(page, 'work')).toEqual([]);
  expect((await filesIn(page, 'results')).sort()).toEqual(results.map(({ id }) => `${id}.mp4`).sort());
}
