import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dubOnPage, errorAt, giveFile, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

type Entry = { at: string; event: string; level: string; step?: string; job?: string; text?: string };

const shown = (page: Page) =>
  part(page, 'log-entry').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.event));

async function download(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), part(page, button).click()]);
  const path = studio.scratch(file.suggestedFilename());
  await file.saveAs(path);
  return readFileSync(path, 'utf8');
}

it('notes what was done and what went wrong, also for the next visit', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('text.mp4')).catch(() => {});
  expect((await errorAt(page, 'video'))?.code).toBe('input/unreadable');
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await dubOnPage(page, { ...files, out: studio.scratch('logged.mp4') });
  await page.evaluate(() => {
    setTimeout(() => console.error('planted', new TypeError('a fault of ours')));
  });

  await part(page, 'nav-log').click();
  await expect.poll(() => shown(page)).toContain('page-error');
  await page.reload();
  await expect.poll(() => shown(page)).toContain('page-error');
  const events = await shown(page);
  for (const event of ['page-opened', 'file-refused', 'file-read', 'job-added', 'step-done', 'job-done'])
    expect(events).toContain(event);

  const entries = (await download(page, 'log-json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort());
  const steps = entries.flatMap(({ step }) => step ?? []);
  expect(steps).toEqual(expect.arrayContaining(['probe', 'track', 'listen', 'plan', 'render']));
  expect(entries.find(({ event }) => event === 'page-error')?.text).toMatch(/planted.*\n.*TypeError/);
  expect(entries.find(({ event }) => event === 'file-refused')?.text).toMatch(/\n\s+at /);

  await part(page, 'log-level').selectOption('error');
  expect(new Set(await shown(page))).toEqual(new Set(['page-error']));
  expect(await download(page, 'log-text')).toMatch(/ERROR .*\n {4}planted/);
  await part(page, 'log-level').selectOption('info');
  await part(page, 'log-job').selectOption({ index: 1 });
  expect(await shown(page)).not.toContain('file-read');
  expect(await shown(page)).toContain('job-done');
  await part(page, 'log-search').fill('making the picture');
  expect(new Set(await shown(page))).toEqual(new Set(['step-done']));

  await part(page, 'log-clear').click();
  await part(page, 'log-clear-yes').click();
  await part(page, 'log-search').fill('');
  await part(page, 'log-job').selectOption('');
  await expect.poll(() => shown(page)).toEqual(['log-cleared']);
});

it('draws a long log in portions', async () => {
  const page = await studio.open();
  // The app hears warnings once it is there.
  await part(page, 'nav-log').waitFor();
  await page.evaluate(() => {
    for (let i = 0; i < 450; i++) console.warn(`warning ${i}`);
  });
  await part(page, 'nav-log').click();
  await expect.poll(() => part(page, 'log-entry').count()).toBe(200);
  await part(page, 'log-more').click();
  expect(await part(page, 'log-entry').count()).toBe(400);
  // 17, 117 … 417 and 170 … 179.
  await part(page, 'log-search').fill('warning 17');
  expect(await part(page, 'log-entry').count()).toBe(15);
});
