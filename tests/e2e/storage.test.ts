import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { dubOnPage, giveFile, part } from '../../scripts/studio-page';
import { storedValue } from '../fixtures/database';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

const bytes = (page: Page, group: string) =>
  page
    .locator(`[data-testid=space-group][data-group=${group}]`)
    .getAttribute('data-bytes')
    .then((value) => Number(value));

async function remove(page: Page, group: string): Promise<void> {
  await part(page, `space-remove-${group}`).click();
  await part(page, 'space-yes').click();
  await expect.poll(() => bytes(page, group)).toBe(0);
}

it('shows what takes room, and removes it when told to', async () => {
  const page = await studio.open();
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await dubOnPage(page, { ...files, out: studio.scratch('kept.mp4') });
  await part(page, 'nav-storage').click();
  await part(page, 'space-used').waitFor();
  for (const group of ['results', 'inputs', 'caches']) expect(await bytes(page, group)).toBeGreaterThan(1000);
  expect(await bytes(page, 'work')).toBe(0);
  await remove(page, 'caches');
  await remove(page, 'inputs');
  expect(await bytes(page, 'results')).toBeGreaterThan(1000);

  // What went is gone for the next visit too; what stayed is there.
  await page.reload();
  await part(page, 'space-used').waitFor();
  expect([await bytes(page, 'inputs'), await bytes(page, 'caches')]).toEqual([0, 0]);
  await remove(page, 'results');

  // The app works on, with the same files given anew.
  await part(page, 'nav-make').click();
  await dubOnPage(page, { ...files, out: studio.scratch('again.mp4') });
  await part(page, 'nav-log').click();
  await expect.poll(() => page.locator('[data-testid=log-entry][data-event=cleaned-up]').count()).toBe(3);
});

it('cleans up by the rules that the user sets, and remembers them', async () => {
  const page = await studio.open();
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await dubOnPage(page, { ...files, out: studio.scratch('first.mp4') });
  await part(page, 'again').click();
  await part(page, 'nav-storage').click();
  await part(page, 'space-used').waitFor();
  const one = await bytes(page, 'results');
  await part(page, 'rule-resultCount').check();
  await part(page, 'rule-resultCount-value').fill('1');
  await part(page, 'rule-resultCount-value').blur();
  const rules = async () => (await storedValue(page, 'space.rules')).jsonValue();
  await expect.poll(rules).toMatchObject({ resultCount: 1 });
  await page.reload();
  expect(await part(page, 'rule-resultCount-value').inputValue()).toBe('1');
  expect(await part(page, 'rule-inputDays').isChecked()).toBe(false);

  await part(page, 'nav-make').click();
  await dubOnPage(page, { ...files, out: studio.scratch('second.mp4') });
  await part(page, 'nav-storage').click();
  await part(page, 'space-used').waitFor();
  const left = await bytes(page, 'results');
  expect(left).toBeGreaterThan(0.9 * one);
  expect(left).toBeLessThan(1.1 * one);
});

it('says before the start that a job would not fit', async () => {
  const page = await studio.open();
  // What browsers offer begins at some gigabytes. Two hours of full HD are more; nobody has to make them.
  const [video, speech] = [studio.scratch('large.mp4'), studio.scratch('long.flac')];
  const large = 'scale=1080:1080,pad=1920:1080:420:0:gray';
  ffmpeg(['-i', fixture('face.mp4'), '-t', '1', '-an', '-vf', large, video]);
  ffmpeg(['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono:d=7200', speech]);
  await giveFile(page, 'video', video);
  await giveFile(page, 'speech', fixture('voice.wav'));
  expect(await part(page, 'start').isEnabled()).toBe(true);
  expect(await part(page, 'start-missing').count()).toBe(0);
  await giveFile(page, 'speech', speech);
  await part(page, 'start-missing').waitFor();
  await part(page, 'start-missing').getByRole('link').click();
  await part(page, 'space-used').waitFor();
  expect(new URL(page.url()).hash).toBe('#/storage');
});
