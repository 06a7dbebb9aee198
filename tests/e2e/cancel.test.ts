import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dubOnPage, giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio();

/** Names of all files in the page's private storage, but for the copies of what was given and what is known of it. */
const storedFiles = (page: Page) =>
  page.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${path}${name}/`);
        else names.push(`${path}${name}`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return names.filter((name) => !/^(inputs|cache)\//.test(name));
  });

it('a cancelled job leaves nothing behind, and the next one runs through', async () => {
  const page = await studio.open();
  await giveFile(page, 'video', fixture('face.mp4'));
  await giveFile(page, 'speech', fixture('voice-long.wav'));
  for (const step of ['track', 'render']) {
    await pressStart(page);
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLElement>('[data-testid="stage"]')?.dataset.step === wanted,
      step,
    );
    const pressed = Date.now();
    await part(page, 'cancel').click();
    await part(page, 'start').waitFor({ timeout: 10_000 });
    expect(Date.now() - pressed).toBeLessThan(5_000);
    expect(await part(page, 'progress').isVisible()).toBe(false);
    expect(await part(page, 'job-error').isVisible()).toBe(false);
  }
  await expect.poll(() => storedFiles(page), { timeout: 5_000 }).toEqual([]);
  await pressStart(page);
  await waitForResult(page, { timeout: 120 });
  const out = studio.scratch('after-cancel.mp4');
  await saveResult(page, out);
  expectVideo(out, { source: fixture('face.mp4'), seconds: 5.5 });
});

it('"again" makes another video in the same page, and progress never goes back', async () => {
  const page = await studio.open();
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  await dubOnPage(page, { ...files, out: studio.scratch('first.mp4') });
  await part(page, 'again').click();
  const seen: number[] = [];
  const out = studio.scratch('second.mp4');
  await dubOnPage(page, {
    video: fixture('face.mp4'),
    speech: files.speech,
    out,
    onProgress: ({ percent }) => seen.push(percent),
  });
  expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});
