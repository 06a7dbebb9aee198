import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { giveFile, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { useStudio } from './studio';

const studio = useStudio();
const RATE = 16_000;

const hint = (page: Page) => page.locator('#start-hint').innerText();

it('gives each person of a video a place for their own speech, and has it again after a reload', async () => {
  const [first, second] = [0.8, 1.2].map((seconds, i) => {
    const path = studio.scratch(`${i + 1}.wav`);
    writeFileSync(path, wav(voice(seconds, RATE), RATE));
    return path;
  }) as [string, string];
  const page = await studio.open();
  await part(page, 'mode-people').check({ force: true });
  await giveFile(page, 'video', fixture('pair.mp4'));
  await part(page, 'cast-2').waitFor({ timeout: 60_000 });
  expect(await hint(page)).toContain('at least one person');
  const give = async (person: number, files: string[], parts: number) => {
    await part(page, `cast-${person}-input`).setInputFiles(files);
    await page.locator(`[data-testid=cast-${person}][data-parts="${parts}"]`).waitFor({ timeout: 60_000 });
  };
  await give(1, [first], 1);
  // What is no speech is refused, and what is there stays.
  await part(page, 'cast-2-input').setInputFiles(fixture('text.wav'));
  await part(page, 'people-error').waitFor();
  expect(await part(page, 'people-error').getAttribute('data-code')).toMatch(/^input\//);
  await give(2, [second], 1);
  await page.locator('[data-testid=start]:enabled').waitFor();
  expect(await hint(page)).toContain('2 recordings');
  // The answer comes behind what the other one says, until somebody says otherwise.
  const start = part(page, 'cast-2-start-1');
  expect(await start.inputValue()).toBe('0:01.10');
  await start.fill('0.4');
  await start.press('Enter');
  expect(await start.inputValue()).toBe('0:00.40');
  // What is written down of the table is written down a little later.
  await page.waitForTimeout(1500);
  await page.reload();
  await page.locator('[data-testid=start]:enabled').waitFor({ timeout: 60_000 });
  await part(page, 'cast-2').waitFor({ timeout: 60_000 });
  expect(await part(page, 'cast-2-start-1').inputValue()).toBe('0:00.40');
  // A look at what both will say, before anything is made.
  await part(page, 'preview-start').click();
  await part(page, 'preview-after').waitFor({ timeout: 120_000 });
  const place = part(page, 'preview-place');
  expect(Number(await place.inputValue())).toBe(1);
  await page.locator('[data-testid=cast-1] button[title]').click();
  expect(await hint(page)).toContain('One recording');
});
