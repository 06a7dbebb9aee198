import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dubOnPage, giveFile, part, pressStart } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ offline: true });

/** All that the browser keeps for the page, asked without the app's own code. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      files,
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      values: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    };
  });

const NOTHING = { files: [], databases: [], caches: [], workers: 0, values: [] };

async function open(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = to), hash);
}

it('clears everything in one action, in all pages, and has checked it', async () => {
  const page = await studio.open();
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await dubOnPage(page, { ...files, out: studio.scratch('first.mp4'), consent: '=王老师' });
  const other = await page.context().newPage();
  await other.goto(studio.url);
  await part(other, 'start').waitFor();
  expect(await stored(page)).toMatchObject({ databases: ['koubo'], workers: 1 });

  await open(page, '#/privacy');
  await page.locator('[data-testid=consents][data-count="1"]').waitFor();
  const [audit] = await Promise.all([page.waitForEvent('download'), part(page, 'consents-csv').click()]);
  const text = readFileSync(await audit.path(), 'utf8');
  expect(text).toContain(`"'=王老师"`);
  expect(text).toContain('face-short.mp4');

  await part(page, 'clear').click();
  await part(page, 'clear-decline').click();
  await part(page, 'clear').click();
  await part(page, 'clear-confirm').click();
  for (const each of [page, other]) await part(each, 'cleared').waitFor();
  await expect.poll(() => stored(page)).toEqual(NOTHING);
  expect(await part(page, 'cleared').getAttribute('data-left')).toBe('0');
});

it('stops what is at work and leaves nothing of it', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('face.mp4'));
  await giveFile(page, 'speech', fixture('voice-long.wav'));
  await pressStart(page);
  await page.locator('[data-testid=stage][data-step=render]').waitFor({ timeout: 60_000 });
  await open(page, '#/privacy');
  await part(page, 'clear').click();
  await part(page, 'clear-confirm').click();
  await page.locator('[data-testid=cleared][data-left="0"]').waitFor();
  expect(await stored(page)).toEqual(NOTHING);
});

it('on a shared computer it clears before the app is shown again, but not at a reload', async () => {
  const page = await studio.open();
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await open(page, '#/privacy');
  await part(page, 'clear-shared').check();
  await open(page, '#/');
  await dubOnPage(page, { ...files, out: studio.scratch('second.mp4') });
  await page.reload();
  await open(page, '#/privacy');
  await page.locator('[data-testid=consents][data-count="1"]').waitFor();

  const context = page.context();
  const blank = await context.newPage();
  await page.close();
  await blank.goto(`${studio.url}#/privacy`);
  await page.context().pages()[0]?.locator('[data-testid=consents][data-count="0"]').waitFor();
  expect(await part(blank, 'clear-shared').isChecked()).toBe(true);
  expect((await stored(blank)).files).toEqual([]);
});
