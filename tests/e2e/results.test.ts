import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { dubOnPage, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { storeResults } from '../fixtures/stored-results';
import { save, withoutPicker } from './downloads';
import { readZip } from './read-zip';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

const names = (page: Page) => part(page, 'result-item').locator('.name').allInnerTexts();
const openResults = (page: Page) => part(page, 'nav-results').click();

describe('the results', () => {
  it('are found, ordered, watched, packed, reported, deleted, brought back and made again', async () => {
    const page = await studio.open();
    const jobs = [
      ['face-short.mp4', 'voice.wav'],
      ['face-mute.mp4', 'voice.wav'],
      ['face-short.mp4', 'voice.wav'],
    ] as const;
    const files: string[] = [];
    for (const [video, speech] of jobs) {
      const out = studio.scratch(`single-${files.length}.mp4`);
      await dubOnPage(page, { video: fixture(video), speech: fixture(speech), out });
      files.push(out);
      await part(page, 'again').click();
    }
    await openResults(page);
    await expect
      .poll(() => names(page))
      .toEqual(['face-short__voice.mp4', 'face-mute__voice.mp4', 'face-short__voice.mp4']);

    await part(page, 'results-search').fill('MUTE');
    expect(await names(page)).toEqual(['face-mute__voice.mp4']);
    await part(page, 'results-search').fill('nobody');
    expect(await part(page, 'results-none').innerText()).toContain('nobody');
    await part(page, 'results-search').fill('');
    await part(page, 'results-sort').selectOption('name');
    expect((await names(page))[0]).toBe('face-mute__voice.mp4');
    await part(page, 'results-direction').click();
    expect((await names(page))[2]).toBe('face-mute__voice.mp4');

    await watch(page);
    await pack(page, files);
    await reportAll(page);
    await deleteAndUndo(page);

    await part(page, 'result-open').first().click();
    await part(page, 'result-reuse').click();
    await part(page, 'video-facts').waitFor();
    expect(await part(page, 'start').isEnabled()).toBe(true);
  });

  /** Frame by frame, with the divider, and in a loop. */
  async function watch(page: Page): Promise<void> {
    await part(page, 'result-open').first().click();
    const dialog = part(page, 'result-dialog');
    const time = () => part(page, 'result-video').evaluate((video: HTMLVideoElement) => video.currentTime);
    await expect
      .poll(() => part(page, 'result-video').evaluate((v: HTMLVideoElement) => v.readyState))
      .toBe(4);
    await part(page, 'frame-on').click();
    await page.keyboard.press('.');
    expect(await time()).toBeCloseTo(2.5 / 25, 3);
    await page.keyboard.press(',');
    expect(await time()).toBeCloseTo(1.5 / 25, 3);
    const original = () =>
      part(page, 'original-video').evaluate((video: HTMLVideoElement) => video.currentTime);
    await expect.poll(original).toBeCloseTo(1.5 / 25, 2);
    await part(page, 'divider').focus();
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    expect(await part(page, 'divider').inputValue()).toBe('60');
    const clip = (video: HTMLElement) => getComputedStyle(video.parentElement as HTMLElement).clipPath;
    expect(await part(page, 'result-video').evaluate(clip)).toMatch(/^inset\(0px 0px 0px /);
    await page.keyboard.press('l');
    expect(await part(page, 'result-video').evaluate((v: HTMLVideoElement) => v.loop)).toBe(true);
    await part(page, 'result-facts').locator('summary').click();
    expect(await part(page, 'result-facts').innerText()).toContain('face-short.mp4');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }

  async function pack(page: Page, files: readonly string[]): Promise<void> {
    await withoutPicker(page);
    await part(page, 'results-all').check();
    expect(await part(page, 'results-selected').innerText()).toMatch(/^3 /);
    const path = studio.scratch('all.zip');
    expect(await save(page, path, () => part(page, 'results-zip').click())).toMatch(/\.zip$/);
    await part(page, 'zip-done').waitFor();
    const entries = readZip(path);
    expect(entries.map(({ name }) => name)).toEqual([
      'face-short__voice.mp4',
      'face-short__voice (2).mp4',
      'face-mute__voice.mp4',
    ]);
    expect(entries.map(({ size }) => size).sort()).toEqual(files.map((file) => statSync(file).size).sort());
    execFileSync(program('unzip'), ['-o', '-q', path, 'face-mute__voice.mp4', '-d', studio.scratch('out')]);
    expect(
      readFileSync(studio.scratch('out/face-mute__voice.mp4')).equals(readFileSync(files[1] as string)),
    ).toBe(true);
  }

  async function reportAll(page: Page): Promise<void> {
    const path = studio.scratch('report.csv');
    expect(await save(page, path, () => part(page, 'results-csv').click())).toMatch(/\.csv$/);
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const script =
      'import csv, json, sys\n' +
      'print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))))';
    const rows = JSON.parse(
      execFileSync(program('python3'), ['-c', script, path], { encoding: 'utf8' }),
    ) as Record<string, string>[];
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatchObject({ Name: 'face-mute__voice.mp4', Video: 'face-mute.mp4', Width: '320' });
    expect(Number(rows[0]?.['Length (s)'])).toBeCloseTo(3, 1);
    expect(rows[0]?.Finished).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  }

  async function deleteAndUndo(page: Page): Promise<void> {
    const count = () => part(page, 'result-item').count();
    await part(page, 'results-delete').click();
    await part(page, 'results-empty').waitFor();
    await part(page, 'undo').click();
    await expect.poll(count).toBe(3);
    await part(page, 'result-delete').first().click();
    await expect.poll(count).toBe(2);
    await page.reload();
    await expect.poll(count).toBe(2);
    expect(await part(page, 'undo-toast').count()).toBe(0);
  }
});

describe('with five thousand results', () => {
  it('only what is seen is drawn, the search is quick, and the keys lead to both ends', async () => {
    const page = await studio.open();
    await openResults(page);
    await part(page, 'results-empty').waitFor();
    await storeResults(page, 5000);
    const items = part(page, 'result-item');
    await items.first().waitFor();
    for (const view of ['grid', 'list'] as const) {
      await part(page, `results-${view}`).click();
      for (const share of [0, 0.21, 0.5, 0.77, 1]) {
        await page.evaluate((at) => scrollTo(0, at * document.body.scrollHeight), share);
        // Whatever is in the window is drawn as soon as the next picture is.
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        expect(await items.count()).toBeLessThanOrEqual(60);
        const seen = await items.evaluateAll((all) =>
          // The middle of the window may lie between two rows.
          all.some((item) => Math.abs(item.getBoundingClientRect().top - innerHeight / 2) < 300),
        );
        expect(seen).toBe(true);
      }
    }
    await page.evaluate(() => scrollTo(0, 0));
    await part(page, 'result-open').first().focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Open Anna_4999__' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toMatch(/Open Anna_4999__/);
    await page.keyboard.press('Home');
    await expect.poll(focused).toMatch(/Open 王老师_0__/);
    await part(page, 'results-search').fill('护士长4996');
    await expect.poll(() => names(page)).toEqual([expect.stringMatching(/^护士长_4996__/)]);
  });

  it('says that the bytes are gone where they are', async () => {
    const page = await studio.open();
    await openResults(page);
    await part(page, 'results-empty').waitFor();
    await storeResults(page, 3);
    await part(page, 'result-open').first().click();
    await part(page, 'result-missing').waitFor();
  });
});

it('what one tab deletes is gone in the other', async () => {
  const page = await studio.open();
  await openResults(page);
  await part(page, 'results-empty').waitFor();
  await storeResults(page, 5);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect.poll(() => part(other, 'result-item').count()).toBe(5);
  await part(page, 'result-delete').first().click();
  await expect.poll(() => part(other, 'result-item').count()).toBe(4);
  await part(page, 'undo').click();
  await expect.poll(() => part(other, 'result-item').count()).toBe(5);
});

it('writes the archive to the place that the user chose', async () => {
  const page = await studio.open();
  await dubOnPage(page, {
    video: fixture('face-short.mp4'),
    speech: fixture('face-short.mp4'),
    out: studio.scratch('chosen.mp4'),
  });
  await openResults(page);
  await page.evaluate(() => {
    // The dialog of the system cannot be pressed by a program; the handle that it gives is a real one.
    const place = navigator.storage
      .getDirectory()
      .then((root) => root.getFileHandle('a.zip', { create: true }));
    Object.defineProperty(window, 'showSaveFilePicker', { value: () => place });
  });
  await part(page, 'results-all').check();
  await part(page, 'results-zip').click();
  await part(page, 'zip-done').waitFor();
  const size = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    return (await (await root.getFileHandle('a.zip')).getFile()).size;
  });
  expect(size).toBeGreaterThan(statSync(studio.scratch('chosen.mp4')).size);
});
