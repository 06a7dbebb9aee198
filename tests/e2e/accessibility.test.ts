import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dubOnPage, giveFile, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

const FILES = { video: 'face-short.mp4', speech: 'voice.wav' } as const;

/** What axe finds wrong on the page as it is: the rule, and the elements that break it. */
async function faults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** Every look of the page as it stands, each with its name: languages × themes × widths. */
async function everyLook(page: Page, what: string): Promise<void> {
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 2; j++) {
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const look = await page.evaluate(() => {
          const { lang, dataset } = document.documentElement;
          return `${lang} ${dataset.theme ?? 'light'}`;
        });
        expect(await faults(page), `${what}, ${look}, ${width} pixels wide`).toEqual([]);
      }
      await part(page, 'theme').click();
    }
    await part(page, 'language').click();
  }
}

async function open(): Promise<Page> {
  const page = await studio.open();
  // Colours on their way from one to another are nobody's fault.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return page;
}

it('holds on every page, with nothing on it', async () => {
  const page = await open();
  await part(page, 'start').waitFor();
  for (const link of await page.locator('nav a').all()) {
    await link.click();
    await expect.poll(() => link.getAttribute('aria-current')).toBe('page');
    await page.locator('main h1').first().waitFor();
    await everyLook(page, `${await page.title()} (empty)`);
  }
});

it('holds on every page, after work was done on it', async () => {
  const page = await open();
  await part(page, 'speech-input').setInputFiles(fixture('text.mp4'));
  await part(page, 'speech-error').waitFor();
  await giveFile(page, 'video', fixture(FILES.video));
  await everyLook(page, 'files, one refused');
  await giveFile(page, 'speech', fixture(FILES.speech));
  for (const summary of await page.locator('main summary').all()) await summary.click();
  await everyLook(page, 'files, all opened');
  await dubOnPage(page, {
    video: fixture(FILES.video),
    speech: fixture(FILES.speech),
    out: studio.scratch('looked-at.mp4'),
  });
  await everyLook(page, 'result');
  for (const link of await page.locator('nav a').all()) {
    await link.click();
    await expect.poll(() => link.getAttribute('aria-current')).toBe('page');
    await page.locator('main h1').first().waitFor();
    await everyLook(page, `${await page.title()} (used)`);
  }
});

it('holds in what opens over the page, and gives the focus back', async () => {
  const page = await open();
  await part(page, 'start').waitFor();
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await part(page, 'help').focus();
    await page.keyboard.press('?');
    await part(page, 'help-dialog').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await part(page, 'help-dialog').waitFor({ state: 'detached' });
    expect(await part(page, 'help').evaluate((button) => button === document.activeElement)).toBe(true);
  }
});

it('is left and entered by the keyboard alone', async () => {
  const page = await open();
  await part(page, 'start').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('studio');
  expect(new URL(page.url()).hash).toBe('');
  await part(page, 'nav-log').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('studio');
  expect(await part(page, 'nav-log').getAttribute('aria-current')).toBe('page');
  expect(await page.title()).toMatch(/^Log/);
  await page.goBack();
  await part(page, 'start').waitFor();
  expect(await part(page, 'nav-make').getAttribute('aria-current')).toBe('page');
});
