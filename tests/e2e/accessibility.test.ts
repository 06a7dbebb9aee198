import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { chooseSentence, dubOnPage, errorAt, giveFile, giveLines, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { faults } from './axe';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

const FILES = { video: 'face-short.mp4', speech: 'voice.wav' } as const;

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

const RATE = 16_000;
const SRT = '1\n00:00:00,500 --> 00:00:01,200\nfirst\n\n2\n00:00:01,600 --> 00:00:02,400\nsecond\n';

/** Subtitles of two lines, and a recording for the first. */
function lines(): { readonly sheet: string; readonly speech: string } {
  const given = { sheet: studio.scratch('talk.srt'), speech: studio.scratch('1.wav') };
  writeFileSync(given.sheet, SRT);
  writeFileSync(given.speech, wav(voice(0.6, RATE), RATE));
  return given;
}

/** Goes to a page by the arrows of the switch, whose chosen word alone is reached by Tab. */
async function goBy(page: Page, key: string, mode: string): Promise<void> {
  await page.keyboard.press(key);
  await expect.poll(() => part(page, `mode-${mode}`).isChecked()).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(`mode-${mode}`);
}

it('holds where a sentence, lines, or what each person says is made anew, by the keyboard too', async () => {
  const page = await open();
  const { sheet, speech } = lines();
  await part(page, 'mode-single').focus();
  await goBy(page, 'ArrowRight', 'fix');
  await giveFile(page, 'video', fixture('pair.mp4'));
  await giveFile(page, 'speech', speech);
  await chooseSentence(page, { from: 1, to: 1.7 });
  await page.locator('[data-testid=face-panel][data-look=ready]').waitFor();
  await everyLook(page, 'a sentence');
  const field = (name: string) => part(page, name).inputValue();
  await part(page, 'fix-from').focus();
  await page.keyboard.press('Home');
  expect(await field('fix-from-field')).toBe('0:00.00');
  await part(page, 'fix-to').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  expect(await field('fix-to-field')).toBe('0:01.75');
  const bar = await part(page, 'fix-position').boundingBox();
  if (!bar) throw new Error('There is no timeline.');
  await page.mouse.move(bar.x + bar.width / 4, bar.y + bar.height / 2);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2, { steps: 3 });
  await page.mouse.up();
  expect([await field('fix-from-field'), await field('fix-to-field')]).toEqual(['0:01.00', '0:02.00']);

  await part(page, 'mode-fix').focus();
  await goBy(page, 'ArrowRight', 'lines');
  await giveLines(page, { sheet, speeches: [speech], along: false });
  await everyLook(page, 'lines');
  await part(page, 'said-position').focus();
  await page.keyboard.press('End');
  await expect.poll(() => part(page, 'said-position').getAttribute('aria-valuenow')).toBe('4');
  const marked = page.locator('.position:has(.mark.said)');
  expect(await marked.locator('.mark.said').count()).toBe(1);
  const strip = await part(page, 'said-position').boundingBox();
  if (!strip) throw new Error('There is no timeline.');
  await page.mouse.move(strip.x + strip.width * 0.75, strip.y + 8);
  await page.mouse.down();
  await page.mouse.move(strip.x + strip.width - 2, strip.y + 8, { steps: 3 });
  await page.mouse.up();
  expect(await part(page, 'kept').count()).toBe(1);
  await part(page, 'kept').locator('button').last().press('Enter');
  expect(await part(page, 'kept').count()).toBe(0);
  await part(page, 'lines-row').locator('button[title]').last().focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => part(page, 'lines').getAttribute('data-said')).toBe('0');

  await part(page, 'mode-lines').focus();
  await goBy(page, 'ArrowRight', 'people');
  await part(page, 'cast-1-input').setInputFiles(speech);
  await page.locator('[data-testid=cast-1][data-parts="1"]').waitFor();
  await everyLook(page, 'two people');
  // Nothing of a photo can be said anew; what lies there stays.
  const photo = studio.scratch('photo.png');
  ffmpeg(['-i', fixture('face.mp4'), '-frames:v', '1', photo]);
  await part(page, 'video-input').setInputFiles(photo);
  await expect.poll(() => errorAt(page, 'video')).toMatchObject({ code: 'input/still' });
  expect(await part(page, 'video-facts').innerText()).toContain('pair.mp4');
});
