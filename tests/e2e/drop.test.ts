import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { dropFiles } from './drop-files';
import { useStudio } from './studio';

const studio = useStudio();

/** Drops fixtures on an element, under the types that a browser gives them. */
const drop = (page: Page, target: string, files: Record<string, string>) =>
  dropFiles(
    page,
    target,
    Object.entries(files).map(([name, mimeType]) => ({
      name,
      mimeType,
      buffer: readFileSync(fixture(name)),
    })),
  );

it('puts files that are dropped beside the cards where they belong', async () => {
  const page = await studio.open();
  await part(page, 'start').waitFor();
  await drop(page, 'header', { 'voice.wav': 'audio/wav', 'face-short.mp4': 'video/mp4' });
  await part(page, 'video-facts').waitFor();
  await part(page, 'speech-facts').waitFor();
  expect(await part(page, 'start').isEnabled()).toBe(true);
});

it('asks the card first: a video dropped on the speech gives its sound', async () => {
  const page = await studio.open();
  await part(page, 'start').waitFor();
  await drop(page, 'section:has([data-testid=speech-input])', { 'face-short.mp4': 'video/mp4' });
  await part(page, 'speech-facts').waitFor();
  expect(await part(page, 'video-facts').count()).toBe(0);
});

it('leaves the page where it is when a file is dropped on another page', async () => {
  const page = await studio.open();
  await part(page, 'nav-log').click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await drop(page, 'main', { 'voice.wav': 'audio/wav' });
  await part(page, 'nav-make').click();
  await part(page, 'start').waitFor();
  expect(await part(page, 'speech-facts').count()).toBe(0);
});
