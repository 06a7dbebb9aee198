import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { addBatch, giveHeaps, queueRows, untilIdle, untilPhase } from './batch-page';
import { expectVideo } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });
const files = (...names: string[]) => names.map(fixture);
const VIDEOS = ['face.mp4', 'face-short.mp4', 'face-mute.mp4'];

/** Three jobs in a queue that is paused before the first has got anywhere. */
async function pausedQueue(page: Page): Promise<void> {
  await giveHeaps(page, files(...VIDEOS), files('voice.wav'));
  await addBatch(page);
  await part(page, 'queue-pause').click();
  await part(page, 'queue-resume').waitFor();
  await expect.poll(() => phases(page)).toEqual(['waiting', 'waiting', 'waiting']);
}

const phases = async (page: Page) => (await queueRows(page)).map((row) => row.split(': ')[1]);
const videos = async (page: Page) => (await queueRows(page)).map((row) => row.split(' + ')[0]);

/** Names and sizes of the files in a folder of the page's private storage. */
const stored = (page: Page, folder: string) =>
  page.evaluate(async (name) => {
    const found: Record<string, number> = {};
    const root = await navigator.storage.getDirectory();
    const handle = await root.getDirectoryHandle(name, { create: true });
    for await (const [key, file] of handle.entries())
      found[key] = (await (file as FileSystemFileHandle).getFile()).size;
    return found;
  }, folder);

it('is put in another order by buttons and by dragging, and cancelled one by one or as a whole', async () => {
  const page = await studio.open();
  await pausedQueue(page);
  expect(await videos(page)).toEqual(VIDEOS);
  await part(page, 'queue-down').first().press('Enter');
  await expect.poll(() => videos(page)).toEqual(['face-short.mp4', 'face.mp4', 'face-mute.mp4']);
  const rows = part(page, 'queue-job');
  await rows.nth(2).dragTo(rows.nth(0), { targetPosition: { x: 200, y: 6 } });
  await expect.poll(() => videos(page)).toEqual(['face-mute.mp4', 'face-short.mp4', 'face.mp4']);
  await page.reload();
  await rows.first().waitFor();
  expect(await videos(page)).toEqual(['face-mute.mp4', 'face-short.mp4', 'face.mp4']);
  await part(page, 'queue-cancel').first().click();
  await expect.poll(() => phases(page)).toEqual(['waiting', 'waiting', 'cancelled']);
  await part(page, 'queue-cancel-all').click();
  await part(page, 'queue-cancel-sure').click();
  await expect.poll(() => phases(page)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  await part(page, 'queue-clear').click();
  await part(page, 'queue-empty').waitFor();
});

it('goes on after a pause where it was', async () => {
  const page = await studio.open();
  await giveHeaps(page, files('face.mp4'), files('voice-long.wav'));
  await addBatch(page);
  await untilPhase(page, 'rendering');
  // What says whose pictures they are comes before the first of them.
  const bytes = async () => Object.values(await stored(page, 'work'))[0] ?? 0;
  await expect.poll(bytes, { timeout: 60_000 }).toBeGreaterThan(500);
  await part(page, 'queue-pause').click();
  await untilPhase(page, 'waiting');
  const written = await bytes();
  expect(written).toBeGreaterThan(500);
  // Nothing runs while it is paused.
  await page.waitForTimeout(1500);
  expect(await phases(page)).toEqual(['waiting']);
  await part(page, 'queue-resume').click();
  await untilPhase(page, 'rendering');
  expect(await bytes()).toBeGreaterThanOrEqual(written);
  await untilIdle(page);
  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'queue-download').click()]);
  const out = studio.scratch('resumed.mp4');
  await download.saveAs(out);
  expectVideo(out, { source: fixture('face.mp4'), seconds: 5.5 });
});

it('runs again what failed and may succeed', async () => {
  const page = await studio.open();
  await giveHeaps(page, files('face-short.mp4', 'bars.mp4'), files('voice.wav'));
  await addBatch(page);
  await part(page, 'queue-pause').click();
  await expect.poll(() => phases(page)).toEqual(['waiting', 'waiting']);
  await expect.poll(async () => Object.keys(await stored(page, 'inputs')).length).toBe(3);
  await expect.poll(() => page.locator('[data-held=copy]').count()).toBe(2);
  // A page that was not given the files reads the copies, and one of them is cut off now and mended later.
  const whole = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('inputs');
    for await (const [name, handle] of folder.entries()) {
      const file = await (handle as FileSystemFileHandle).getFile();
      const bytes = Array.from(new Uint8Array(await file.arrayBuffer()));
      const isWav = bytes[0] === 0x52 && bytes[1] === 0x49;
      if (!isWav) continue;
      await folder.removeEntry(name);
      return { name, bytes };
    }
    throw new Error('There is no copy of the speech.');
  });
  await page.reload();
  await part(page, 'queue-resume').click();
  await untilIdle(page);
  expect(await phases(page)).toEqual(['failed', 'failed']);
  expect(await part(page, 'queue-error').first().getAttribute('data-code')).toBe('input/gone');
  await page.evaluate(async ({ name, bytes }) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('inputs');
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(new Uint8Array(bytes));
    await writable.close();
  }, whole);
  await part(page, 'queue-retry-failed').click();
  await expect.poll(() => phases(page)).not.toEqual(['failed', 'failed']);
  await untilIdle(page);
  expect((await queueRows(page)).toSorted()).toEqual([
    'bars.mp4 + voice.wav: failed',
    'face-short.mp4 + voice.wav: done',
  ]);
  expect(await part(page, 'queue-error').getAttribute('data-code')).toBe('input/no-face');
});

it('is shown and steered by a second tab', async () => {
  const page = await studio.open();
  await giveHeaps(page, files('face.mp4', 'face-short.mp4'), files('voice-long.wav'));
  await addBatch(page);
  await untilPhase(page, 'analysing');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await part(other, 'queue-watching').waitFor();
  await untilPhase(other, 'rendering');
  const [running] = await queueRows(other);
  expect(running).toBe('face.mp4 + voice-long.wav: rendering');
  await part(other, 'queue-cancel').first().click();
  await expect.poll(() => phases(page)).toContain('cancelled');
  await untilIdle(page);
  await untilIdle(other);
  expect((await queueRows(other)).toSorted()).toEqual((await queueRows(page)).toSorted());
  expect((await phases(other)).toSorted()).toEqual(['cancelled', 'done']);
});
