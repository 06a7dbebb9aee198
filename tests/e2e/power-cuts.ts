import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { fixture } from '../fixtures/make';
import { randomFrom } from '../formats/random';
import { difference, listen } from '../formats/measure';
import { addBatch, giveHeaps, untilIdle } from './batch-page';
import { untilNextBlow, type Kills } from './killed-browser';
import { isIdle, untilCopied, type OnDisk } from './on-disk';
import { expectPlays, recorded, storedResult, type Stored } from './stored-in-page';

export type PowerCuts = Omit<Kills, 'kills'> & { cuts: number };

/** How many of the stored files lose their end in a power cut. */
const HIT = 0.3;

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The files that pages keep in OPFS: Chromium numbers them, and keeps their names elsewhere. */
function storedFiles(profile: string): string[] {
  const root = join(profile, 'Default', 'File System');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[/\\])\d{8}$/.test(path))
    .map((path) => join(root, path));
}

/** Takes the end off some of the stored files, or leaves zeros there; at least off one. Returns what they hold now. */
function loseEnds(profile: string, random: () => number): Set<string> {
  const files = storedFiles(profile);
  const hit = files.filter(() => random() < HIT);
  if (hit.length === 0) hit.push(files[Math.floor(random() * files.length)] as string);
  return new Set(
    hit.map((path) => {
      const bytes = readFileSync(path);
      const left = Math.floor(bytes.length * random());
      if (random() < 0.5) truncateSync(path, left);
      else writeFileSync(path, bytes.fill(0, left));
      return hashOf(readFileSync(path));
    }),
  );
}

/** Whether the queue hands a result out, as a person downloads it; it says so where it does not. */
async function isHandedOut(page: Page, id: string): Promise<boolean> {
  const refused = page.locator('main [role=alert]').first();
  // What it said of another one.
  if (await refused.isVisible()) await page.reload();
  const button = page.locator(`[data-testid=queue-job][data-id="${id}"]`).getByTestId('queue-download');
  await button.waitFor();
  const download = page.waitForEvent('download').then(
    (file) => file.cancel().then(() => true),
    () => false,
  );
  await button.click();
  return Promise.race([download, refused.waitFor().then(() => false)]);
}

/** What became of all that was made and lost. */
export type Outcome = { made: number; refused: number; failed: number };

/**
 * Cuts the power again and again while a batch is made, every other time while it renders, and each time takes the end
 * off some of what was stored: what the queue still hands out as done is right to the last frame and sample, what was
 * damaged is told, and a job whose files were lost goes through once they are given again.
 */
export async function expectSurvivesPowerCuts(
  disk: OnDisk,
  { cuts, videos, speeches }: PowerCuts,
): Promise<Outcome> {
  const random = randomFrom(20_261_129);
  /** Results that were looked at, and files that lost their ends, by their bytes. */
  const seen = new Set<string>();
  const damaged = new Set<string>();
  const outcome = { made: 0, refused: 0, failed: 0 };
  let page = await disk.start();
  const addJobs = async () => {
    await page.goto(disk.url);
    await giveHeaps(page, videos.map(fixture), speeches.map(fixture));
    await addBatch(page);
    await untilCopied(page, videos.length + speeches.length);
    // What lacked a file goes through with the one that was given again.
    const retry = page.getByTestId('queue-retry-failed');
    if (await retry.isVisible()) await retry.click();
  };
  const look = async (result: Stored) => {
    const bytes = await storedResult(page, result.id);
    const hash = hashOf(bytes);
    if (seen.has(hash)) return;
    const whole = !damaged.has(hash);
    expect(await isHandedOut(page, result.id), `${whole ? 'whole' : 'damaged'}: ${result.id}`).toBe(whole);
    if (whole) await expectRight(bytes, result, disk.scratch);
    outcome[whole ? 'made' : 'refused']++;
    seen.add(hash);
  };
  const whyFailed = () =>
    page.getByTestId('queue-error').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.code));
  await addJobs();
  for (let round = 0; round < cuts; round++) {
    if (await isIdle(page)) {
      const codes = await whyFailed();
      outcome.failed += codes.length;
      expect(codes.filter((code) => code !== 'input/gone')).toEqual([]);
      await addJobs();
    }
    await untilNextBlow(page, round, random);
    disk.cutPower();
    for (const hash of loseEnds(disk.folder, random)) damaged.add(hash);
    page = await disk.start();
    await page.locator('[data-testid=queue-job]').first().waitFor({ timeout: 30_000 });
    for (const result of await recorded(page)) await look(result);
  }
  // With the power on, all goes through.
  await untilIdle(page);
  await addJobs();
  await untilIdle(page);
  expect(await whyFailed()).toEqual([]);
  for (const result of await recorded(page)) await look(result);
  return outcome;
}

/** Every frame is in its place, and what is said is what was given, to its end. */
async function expectRight(bytes: Uint8Array, result: Stored, folder: string): Promise<void> {
  await expectPlays(bytes, result, folder);
  const [given, made] = [listen(fixture(result.speech)), listen(join(folder, `${result.id}.mp4`))];
  expect(difference(made.samples.subarray(0, given.samples.length), given.samples)).toBeLessThan(0.2);
}
