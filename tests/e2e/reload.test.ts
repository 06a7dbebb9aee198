import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { storedValue } from '../fixtures/database';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { expectVideo, frameNumbers, pingPong } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio();

/** Starts a job of some seconds and waits until its picture is being made. */
async function startLong(page: Page): Promise<void> {
  await giveFile(page, 'video', fixture('face.mp4'));
  await giveFile(page, 'speech', fixture('voice-long.wav'));
  await pressStart(page);
  await page.locator('[data-testid=stage][data-step=render]').waitFor({ timeout: 60_000 });
}

it('a job goes on after a reload, with its files on the table', async () => {
  const page = await studio.open();
  await startLong(page);
  await page.reload();
  await part(page, 'progress').waitFor({ timeout: 30_000 });
  await waitForResult(page, { timeout: 120 });
  const out = studio.scratch('reloaded.mp4');
  expect(await saveResult(page, out)).toBe('face__voice-long.mp4');
  const { frames } = expectVideo(out, { source: fixture('face.mp4'), seconds: 5.5 });
  expect(await frameNumbers(out)).toEqual(pingPong(frames, FACE_SECONDS * FPS));
  await part(page, 'original-video').waitFor();
});

it('files that were chosen are there again after a reload, used as they were', async () => {
  const page = await studio.open();
  const facts = await giveFile(page, 'video', fixture('face.mp4'));
  await giveFile(page, 'speech', fixture('voice.wav'));
  await part(page, 'trim-video-toggle').click();
  await part(page, 'trim-video-from-field').fill('0:00.50');
  await part(page, 'trim-video-from-field').press('Enter');
  const used = await part(page, 'trim-video-used').innerText();
  expect(used).toContain('0:00.50');
  const kept = async () => {
    const tab = await page.evaluate(() => sessionStorage.getItem('koubo.tab'));
    const table = await storedValue(page, `table:${tab}`);
    const held = await table.evaluate((each) => {
      const { files = {}, trim = {} } = (each ?? {}) as { files?: object; trim?: object };
      return [...Object.keys(files), ...Object.keys(trim).map((role) => `part of ${role}`)].sort().join();
    });
    return held;
  };
  await expect.poll(kept, { timeout: 30_000 }).toBe('part of video,speech,video');
  await page.reload();
  await part(page, 'video-facts').waitFor();
  expect((await part(page, 'video-facts').innerText()).trim()).toBe(facts);
  await part(page, 'speech-facts').waitFor();
  expect(await part(page, 'trim-video-used').innerText()).toBe(used);
  // Whoever chooses before the table is back has chosen.
  await page.reload({ waitUntil: 'commit' });
  await part(page, 'engine-wav2lip').check({ force: true });
  await part(page, 'video-facts').waitFor();
  await page.locator('[data-testid=network][data-state=ready]').waitFor();
  // Another tab has a table of its own.
  const other = await page.context().newPage();
  await other.goto(studio.url);
  await part(other, 'start').waitFor();
  expect(await part(other, 'video-facts').count()).toBe(0);
  // What was taken off stays off.
  await page.getByRole('button', { name: 'Remove face.mp4' }).click();
  await expect.poll(kept).toBe('speech');
  await page.reload();
  await part(page, 'speech-facts').waitFor();
  expect(await part(page, 'video-facts').count()).toBe(0);
});

it('another tab takes the work over when the one that worked is closed', async () => {
  const page = await studio.open();
  const other = await page.context().newPage();
  await other.goto(studio.url);
  await startLong(page);
  await page.close();
  // It shows its own empty table; the job is in the queue and its result among the others'.
  await expect
    .poll(
      () =>
        other.evaluate(async () => {
          const results = await (await navigator.storage.getDirectory()).getDirectoryHandle('results');
          const names: string[] = [];
          for await (const name of results.keys()) names.push(name);
          return names.filter((name) => name.endsWith('.mp4')).length;
        }),
      { timeout: 120_000 },
    )
    .toBe(1);
});
