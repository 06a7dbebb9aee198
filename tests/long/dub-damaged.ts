import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ffmpeg, videoOf } from '../../scripts/ffmpeg';
import { addBatch, giveHeaps, queueRows, untilIdle } from '../e2e/batch-page';
import type { Studio } from '../e2e/studio';

/** Seconds that a file may be looked at, on average, and that a job on a second of video may take. */
const LOOK_SECONDS = 2;
const JOB_SECONDS = 30;
/** Damaged files that look sound go through a whole job, so many of a kind at most. */
const MOST_JOBS = 20;

/** Writes a file of the test's own; its path. */
export function store(studio: Studio, name: string, bytes: Uint8Array | string): string {
  const path = studio.scratch(name);
  writeFileSync(path, bytes);
  return path;
}

/** Gives the page the files as videos, and tells what it says of each: `ready` or the code of the error. */
export async function look(
  page: Page,
  files: readonly string[],
  speech: string,
): Promise<Map<string, string>> {
  const begun = Date.now();
  await giveHeaps(page, files, [speech], files.length * LOOK_SECONDS * 1000);
  expect(Date.now() - begun).toBeLessThan(files.length * LOOK_SECONDS * 1000);
  const said = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('[data-testid=heap-file]'), (row) => [
      row.querySelector('b')?.textContent ?? '',
      row.querySelector<HTMLElement>('[data-testid=heap-error]')?.dataset.code ?? row.dataset.state ?? '',
    ]),
  );
  return new Map(said as [string, string][]);
}

/** Damaged files by name, each of which must be refused with a reason or give a video that plays to its end. */
export async function expectSurvived(studio: Studio, damaged: ReadonlyMap<string, Buffer>): Promise<void> {
  const files = [...damaged].map(([name, bytes]) => store(studio, name, bytes));
  const speech = store(studio, 'speech.wav', readFileSync(studio.scratch('master.wav')));
  const first = await studio.open({ label: 'off' });
  const said = await look(first, files, speech);
  expect(said.size).toBe(files.length + 1);
  for (const answer of said.values()) expect(answer).toMatch(/^(ready$|input\/)/);
  const sound = files.filter((file) => said.get(parse(file).base) === 'ready');
  const step = Math.max(1, sound.length / MOST_JOBS);
  const chosen = sound.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  console.log(`${files.length} files, ${sound.length} look sound, ${chosen.length} are dubbed`);
  if (chosen.length === 0) return;
  await first.close();
  const page = await studio.open({ label: 'off' });
  await look(page, chosen, speech);
  await addBatch(page);
  await untilIdle(page, chosen.length * JOB_SECONDS * 1000);
  expect(await queueRows(page)).toHaveLength(chosen.length);
  for (const file of chosen) await expectOutcome(studio, page, parse(file).base);
}

/** A result that can be read to its end, or an error that says what was wrong with the file. */
async function expectOutcome(studio: Studio, page: Page, name: string): Promise<void> {
  const row = page.locator('[data-testid=queue-job]', { hasText: name });
  if ((await row.getAttribute('data-phase')) === 'failed') {
    const code = await row.getByTestId('queue-error').getAttribute('data-code');
    expect(`${name}: ${code}`).toMatch(/: (input\/|codec\/failed)/);
    return;
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  const path = studio.scratch(`${name}.out.mp4`);
  await download.saveAs(path);
  const { frames } = videoOf(path);
  // Decodes all of it, and stops at the first error.
  const decoded = ffmpeg(['-xerror', '-i', path, '-fps_mode', 'passthrough', '-f', 'framecrc', '-']);
  const pictures = decoded.toString().match(/^0,/gm) ?? [];
  expect(`${name}: ${pictures.length}`).toBe(`${name}: ${frames}`);
}
