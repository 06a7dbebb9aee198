import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
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
