import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { errorAt, giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const studio = useStudio();

const sampleRequests = () => studio.requests.filter((url) => /sample\/.*\.(mp4|m4a)$/.test(url));

describe('the sample', () => {
  it.each(['en', 'zh'] as const)(
    'is fetched when asked for, and one press makes a video of it in %s',
    async (lang) => {
      const page = await studio.open({ lang });
      await part(page, 'sample-start').waitFor();
      expect(sampleRequests()).toEqual([]);
      await part(page, 'sample-start').click();
      await part(page, 'result').waitFor({ timeout: 180_000 });
      expect(sampleRequests().some((url) => url.endsWith(`speech-${lang}.m4a`))).toBe(true);
      const video = part(page, 'result-video');
      await expect.poll(() => video.evaluate((each: HTMLVideoElement) => each.duration)).toBeGreaterThan(2);
    },
  );

  it('says so where it cannot be had', async () => {
    const page = await studio.open();
    await page.route('**/sample/*.mp4', (route) => route.abort());
    await part(page, 'sample-start').click();
    await part(page, 'sample-error').waitFor();
    expect(await part(page, 'sample-start').isEnabled()).toBe(true);
  });
});

describe('a result', () => {
  it('plays by Space, shows the mouth near, and takes another name', async () => {
    const page = await studio.open();
    await giveFile(page, 'video', fixture('face-short.mp4'));
    await giveFile(page, 'speech', fixture('voice.wav'));
    await pressStart(page);
    await waitForResult(page);
    const video = part(page, 'result-video');
    const plays = () => video.evaluate((each: HTMLVideoElement) => !each.paused || each.ended);
    // The heading has the focus.
    await page.keyboard.press('Space');
    await expect.poll(plays).toBe(true);
    await part(page, 'near').click();
    await expect.poll(() => video.evaluate((each) => getComputedStyle(each).transform)).toMatch(/^matrix\(/);
    await part(page, 'rename').click();
    await part(page, 'rename-field').fill('第一课');
    // A letter, not a key of the player.
    await page.keyboard.press('Space');
    await part(page, 'rename-save').click();
    await expect.poll(() => part(page, 'result-name').innerText()).toBe('第一课.mp4');
    expect(await saveResult(page, studio.scratch('renamed.mp4'))).toBe('第一课.mp4');
  });
});

describe('what is known before the start', () => {
  it('a format that no browser plays is shown, and its face looked for, before the start', async () => {
    const hevc = studio.scratch('phone.mov');
    const pictures = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-tag:v', 'hvc1'];
    ffmpeg(['-i', fixture('face-short.mp4'), ...pictures, '-c:a', 'copy', hevc]);
    const page = await studio.open();
    await giveFile(page, 'video', hevc);
    const shown = page.locator('section:has([data-testid=video-input]) video');
    await expect
      .poll(() => shown.evaluate((each: HTMLVideoElement) => each.videoWidth), { timeout: 120_000 })
      .toBeGreaterThan(0);
    const look = () => part(page, 'face-panel').getAttribute('data-look');
    await expect.poll(look, { timeout: 60_000 }).toBe('ready');
    expect(await part(page, 'video-error').count()).toBe(0);
  });

  it('a file that cannot be used leaves the good one', async () => {
    const page = await studio.open();
    const facts = await giveFile(page, 'video', fixture('face.mp4'));
    await expect(giveFile(page, 'video', fixture('text.mp4'))).rejects.toThrow('input/unreadable');
    expect((await part(page, 'video-facts').innerText()).trim()).toBe(facts);
    await giveFile(page, 'video', fixture('face-short.mp4'));
    expect(await errorAt(page, 'video')).toBeNull();
  });

  it('nobody in the video: the start is off, and says why', async () => {
    const page = await studio.open();
    await giveFile(page, 'video', fixture('bars.mp4'));
    await giveFile(page, 'speech', fixture('voice.wav'));
    await expect.poll(() => errorAt(page, 'job')).toMatchObject({ code: 'input/no-face' });
    expect(await part(page, 'start').isEnabled()).toBe(false);
    await giveFile(page, 'video', fixture('face.mp4'));
    await expect.poll(() => part(page, 'start').isEnabled()).toBe(true);
  });
});

describe('the way in which the mouth is made', () => {
  const chosen = async (page: Page) =>
    (await part(page, 'engine-wav2lip').isChecked()) ? 'wav2lip' : 'reuse';
  const picture = () => {
    const path = join(studio.scratch('picture.png'));
    ffmpeg(['-i', fixture('face.mp4'), '-frames:v', '1', path]);
    return path;
  };

  it('follows a picture and comes back with a video', async () => {
    const page = await studio.open();
    await giveFile(page, 'video', picture());
    await expect.poll(() => chosen(page)).toBe('wav2lip');
    await giveFile(page, 'video', fixture('face.mp4'));
    await expect.poll(() => chosen(page)).toBe('reuse');
  });

  it('stays as the user chose it', async () => {
    const page = await studio.open();
    await part(page, 'engine-wav2lip').check({ force: true });
    await giveFile(page, 'video', picture());
    await giveFile(page, 'video', fixture('face.mp4'));
    expect(await chosen(page)).toBe('wav2lip');
  });
});

describe('the start', () => {
  it.each([
    [1280, 800],
    [390, 844],
  ])('is in sight on a window of %i × %i, wherever the page stands', async (width, height) => {
    const page = await studio.open();
    await page.setViewportSize({ width, height });
    await giveFile(page, 'video', fixture('face.mp4'));
    await giveFile(page, 'speech', fixture('voice.wav'));
    await part(page, 'settings-toggle').click();
    const inSight = async () => {
      const box = await part(page, 'start').boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= height;
    };
    for (const share of [0, 0.3, 0.6]) {
      await page.evaluate((at) => scrollTo(0, at * document.documentElement.scrollHeight), share);
      await expect.poll(inSight, { message: `scrolled by ${share}` }).toBe(true);
    }
  });
});
