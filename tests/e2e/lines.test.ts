import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import {
  chooseSentence,
  errorAt,
  giveFile,
  giveLines,
  part,
  pressStart,
  saveResult,
  saveSubtitles,
  waitForResult,
} from '../../scripts/studio-page';
import { readSubtitles } from '../../src/engine/script/subtitles';
import { fixture } from '../fixtures/make';
import { voice, wav } from '../fixtures/voice';
import { frameNumbers } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });
const RATE = 16_000;

const SRT = `1\r
00:00:00,500 --> 00:00:01,200\r
第一句\r
\r
2\r
00:00:01,600 --> 00:00:02,400\r
<i>second</i>\r
\r
3\r
00:00:03,000 --> 00:00:03,500\r
third\r
`;
let sheet: string;
let speeches: string[];
beforeAll(() => {
  sheet = studio.scratch('talk.srt');
  writeFileSync(sheet, SRT);
  speeches = [0.6, 1.3].map((seconds, i) => {
    const path = studio.scratch(`${i + 1}.wav`);
    writeFileSync(path, wav(voice(seconds, RATE), RATE));
    return path;
  });
});

const notesOn = (page: Page) =>
  part(page, 'lines-row').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.notes));
const NOTES = ['slower', 'faster runs-on', 'missing'];

it('dubs along subtitles, and has the lines again after a reload and when it is made once more', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('face.mp4'));
  await part(page, 'mode-lines').check({ force: true });
  const wrong = studio.scratch('wrong.srt');
  writeFileSync(wrong, SRT.replace('02,400', '61,400'));
  await part(page, 'lines-sheet-input').setInputFiles(wrong);
  await part(page, 'lines-error').waitFor();
  expect(await errorAt(page, 'lines')).toMatchObject({ code: 'subtitles/unreadable' });
  expect(await part(page, 'lines-error').innerText()).toContain('line 6');

  const burn = { size: 'small', place: 'top', box: true } as const;
  await giveLines(page, { sheet, speeches, along: false, track: true, burn });
  expect(await notesOn(page)).toEqual(NOTES);
  expect(await page.locator('#start-hint').innerText()).toContain('2 of 3');

  // What is written down of the table is written down a little later.
  await page.waitForTimeout(1500);
  await page.reload();
  await part(page, 'lines-row').first().waitFor();
  await page.locator('[data-testid=start]:enabled').waitFor();
  expect(await notesOn(page)).toEqual(NOTES);

  await pressStart(page);
  await waitForResult(page, { timeout: 300 });
  const out = studio.scratch('lines.mp4');
  await saveResult(page, out);
  expect(await frameNumbers(out)).toEqual(await frameNumbers(fixture('face.mp4')));
  await saveSubtitles(page, 'srt', studio.scratch('lines.srt'));
  expect(readSubtitles(readFileSync(studio.scratch('lines.srt'), 'utf8')).lines).toEqual([
    { start: 0.5, end: 1.2, text: '第一句' },
    { start: 1.6, end: 2.4, text: 'second' },
    { start: 3, end: 3.5, text: 'third' },
  ]);

  await part(page, 'nav-results').click();
  await part(page, 'result-open').first().click();
  await part(page, 'result-reuse').click();
  await part(page, 'lines-row').first().waitFor();
  // The lines stand in the result as a track, those as well that were left as they were.
  expect(readFileSync(out).includes('third')).toBe(true);
  expect(await notesOn(page)).toEqual(NOTES);
  expect(await part(page, 'lines-burn-place').inputValue()).toBe('top');
  expect(await part(page, 'lines-burn-box').isChecked()).toBe(true);
});

it('keeps the sentence that was chosen over a reload', async () => {
  const page = await studio.open();
  await part(page, 'mode-fix').check({ force: true });
  await giveFile(page, 'video', fixture('face.mp4'));
  await giveFile(page, 'speech', speeches[0] as string);
  await chooseSentence(page, { from: 1, to: 1.7 });
  await part(page, 'fix-fit').selectOption('picture');
  expect(await page.locator('#start-hint').innerText()).toContain('shorter');
  await part(page, 'fix-fit').selectOption('pace');
  expect(await page.locator('#start-hint').innerText()).toContain('14% slower');
  await page.waitForTimeout(1500);
  await page.reload();
  await page.locator('[data-testid=start]:enabled').waitFor();
  expect(await part(page, 'fix-from-field').inputValue()).toBe('0:01.00');
  expect(await part(page, 'fix-to-field').inputValue()).toBe('0:01.70');
  expect(await part(page, 'fix-fit').inputValue()).toBe('pace');
});
