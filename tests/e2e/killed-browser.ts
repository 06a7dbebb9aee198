import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fixture } from '../fixtures/make';
import { randomFrom } from '../formats/random';
import { addBatch, giveHeaps, queueRows, untilIdle } from './batch-page';
import { isIdle, untilCopied, untilRendering, type OnDisk } from './on-disk';
import { expectPlays, filesIn, recorded, storedResult } from './stored-in-page';

/** A kill comes so long after the queue's page is there: before the work has begun, in an analysis, in a render. */
const DELAY_MS = { least: 200, most: 6_000 };
/** And so long after a picture has begun to be written. */
const RENDER_MS = 2_000;

export type Kills = { kills: number; videos: readonly string[]; speeches: readonly string[] };

/** How long the next kill or power cut is waited for; every other one comes while a picture is made. */
export async function untilNextBlow(page: Page, round: number, random: () => number): Promise<void> {
  if (round % 2 === 1) await untilRendering(page);
  const most = round % 2 === 1 ? RENDER_MS : DELAY_MS.most;
  await page.waitForTimeout(DELAY_MS.least + random() * (most - DELAY_MS.least));
}

/**
 * Makes batches of fixtures, and kills the browser again and again meanwhile, every other time while it renders: all is
 * done, every result plays, and nothing lies about that nobody asks for.
 */
export async function expectSurvivesKills(disk: OnDisk, { kills, videos, speeches }: Kills): Promise<void> {
  const random = randomFrom(20_261_121);
  let page = await disk.start();
  let jobs = 0;
  const addJobs = async () => {
    await page.goto(disk.url);
    await giveHeaps(page, videos.map(fixture), speeches.map(fixture));
    await addBatch(page);
    jobs += videos.length * speeches.length;
  };
  await addJobs();
  // What is killed before the copies of its files are made cannot go on: the user still has them at hand.
  await untilCopied(page, videos.length + speeches.length);
  let finished: string[] = [];
  for (let round = 0; round < kills; round++) {
    if (await isIdle(page)) await addJobs();
    await untilNextBlow(page, round, random);
    const before = (await recorded(page)).map(({ id }) => id);
    disk.kill();
    page = await disk.start();
    await page.locator('[data-testid=queue-job]').first().waitFor({ timeout: 30_000 });
    const after = (await recorded(page)).map(({ id }) => id);
    expect(after, `after kill ${round + 1}`).toEqual(expect.arrayContaining([...before, ...finished]));
    finished = after;
  }
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(Array(jobs).fill('done'));
  const results = await recorded(page);
  expect(results).toHaveLength(jobs);
  for (const result of results) await expectPlays(await storedResult(page, result.id), result, disk.scratch);
  expect(await filesIn(page, 'work')).toEqual([]);
  expect((await filesIn(page, 'results')).sort()).toEqual(results.map(({ id }) => `${id}.mp4`).sort());
}
