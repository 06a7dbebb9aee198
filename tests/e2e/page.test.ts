import { expect, it } from 'vitest';
import { dubOnPage, giveFile, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ webgpu: true });

it('a whole job asks for nothing outside its own origin', async () => {
  const page = await studio.open();
  const out = studio.scratch('own-origin.mp4');
  await dubOnPage(page, { video: fixture('face-short.mp4'), speech: fixture('voice.wav'), out });
  // What workers fetch is seen too, or the check of every address at the end of the test would be worth little.
  expect(studio.requests.some((url) => url.endsWith('.task'))).toBe(true);
  expect(studio.requests.some((url) => url.endsWith('.wasm'))).toBe(true);
  const { origin } = new URL(studio.url);
  const foreign = studio.requests.filter((url) => !url.startsWith('data:') && new URL(url).origin !== origin);
  expect(foreign).toEqual([]);
});

it('shows the facts of both files before anything is started', async () => {
  const page = await studio.open();
  const video = await giveFile(page, 'video', fixture('face.mp4'));
  for (const fact of [/320/, /25/, /0?:04|4(\.0)?\s*s/]) expect(video).toMatch(fact);
  expect(await giveFile(page, 'speech', fixture('voice.wav'))).toMatch(/0?:03|3(\.0)?\s*s/);
  expect(await part(page, 'start').isEnabled()).toBe(true);
});

it('speaks the chosen language, and keeps it', async () => {
  const page = await studio.open({ lang: 'zh' });
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/);
  expect(await part(page, 'start').innerText()).toMatch(/[\u4e00-\u9fff]/);
  await switchLanguage();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await part(page, 'start').innerText()).not.toMatch(/[\u4e00-\u9fff]/);
  await page.goto(studio.url);
  expect(await part(page, 'start').innerText()).not.toMatch(/[\u4e00-\u9fff]/);

  /** The switch is a list to choose from, or a button that turns over. */
  async function switchLanguage(): Promise<void> {
    const control = part(page, 'language');
    if ((await control.evaluate((element) => element.tagName)) === 'SELECT')
      await control.selectOption({ index: 1 });
    else await control.click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  }
});

it('has no notice where everything is there', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('face.mp4'));
  expect(await part(page, 'notice').count()).toBe(0);
});
