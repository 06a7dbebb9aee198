/**
 * Shows every page in every look, to be looked at: two languages × two themes × three widths.
 * `npm run build && node --import tsx scripts/screenshots.ts --out DIR [--video V --speech S]`; with the two files a job
 * is done first, so that there is something on the pages.
 */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launch } from './chromium';
import { serve } from './serve';
import { dubOnPage, giveFile, pageUrl, part } from './studio-page';

/** A phone, a tablet and a desk; pixels. */
const WIDTHS = [360, 820, 1440];

/** The page as it stands in every look; `name` begins the files' names. */
async function shoot(page: Page, folder: string, name: string): Promise<void> {
  for (let i = 0; i < 4; i++) {
    const { lang, theme } = await page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return { lang, theme: dataset.theme ?? 'light' };
    });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
      // Lists measure themselves after the window has changed.
      await page.waitForTimeout(150);
      const path = join(folder, `${name}-${lang}-${theme}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
    }
    await part(page, 'theme').click();
    if (i % 2 === 1) await part(page, 'language').click();
  }
}

const { values } = parseArgs({
  options: { out: { type: 'string' }, video: { type: 'string' }, speech: { type: 'string' } },
});
if (values.out === undefined) throw new Error('--out names the folder for the pictures.');
const folder = values.out;
mkdirSync(folder, { recursive: true });
const served = await serve({ port: 0 });
const browser = await launch();
try {
  const context = await browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(pageUrl(served.url, { lang: 'en' }));
  await part(page, 'start').waitFor();
  await shoot(page, folder, 'start');
  if (values.video !== undefined && values.speech !== undefined) {
    const { video, speech } = values;
    await giveFile(page, 'video', video);
    await giveFile(page, 'speech', speech);
    await shoot(page, folder, 'files');
    await dubOnPage(page, { video, speech, out: join(tmpdir(), 'koubo-screenshots.mp4') });
    await shoot(page, folder, 'result');
  }
  for (const link of await page.locator('nav a').all()) {
    await link.click();
    await page.locator('main h1').first().waitFor();
    await shoot(page, folder, new URL(page.url()).hash.replace('#/', '') || 'make');
  }
} finally {
  await browser.close();
  await served.close();
}
