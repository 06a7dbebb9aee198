import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { giveFile, part, pressStart, waitForResult } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

async function giveBoth(page: Page, video = 'face-short.mp4'): Promise<void> {
  await giveFile(page, 'video', fixture(video));
  await giveFile(page, 'speech', fixture('voice.wav'));
}

it('asks for the right to use a face once for each video, and makes nothing without it', async () => {
  const page = await studio.open();
  await giveBoth(page);
  await part(page, 'start').click();
  await part(page, 'consent').waitFor();
  expect(await part(page, 'consent-confirm').isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await part(page, 'consent').waitFor({ state: 'detached' });
  expect(await part(page, 'start').isEnabled()).toBe(true);
  expect(await part(page, 'progress').isVisible()).toBe(false);

  await pressStart(page, '王老师');
  await waitForResult(page, { timeout: 120 });
  await page.reload();
  await giveBoth(page);
  // The same bytes: what follows start is the job itself.
  await part(page, 'start').click();
  await part(page, 'progress').waitFor();
  expect(await part(page, 'consent').count()).toBe(0);
  await part(page, 'cancel').click();
  await part(page, 'start').waitFor();

  await giveBoth(page, 'face.mp4');
  await part(page, 'start').click();
  await part(page, 'consent').waitFor();
  expect(await part(page, 'consent-by').inputValue()).toBe('王老师');
  await part(page, 'consent-decline').click();
  await part(page, 'start').waitFor();
});
