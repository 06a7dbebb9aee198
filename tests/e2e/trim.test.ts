import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { dubOnPage, giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { clicked, CLICK, clickIn, RATE, soundIn } from './click';
import { expectVideo, frameNumbers, pingPong } from './expect-video';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

/** A speech with a click, as PCM and as AAC. */
const speech = { wav: '', m4a: '' };
beforeAll(() => {
  speech.wav = studio.scratch('click.wav');
  speech.m4a = studio.scratch('click.m4a');
  writeFileSync(speech.wav, clicked());
  ffmpeg(['-i', speech.wav, '-c:a', 'aac', '-b:a', '128k', speech.m4a]);
});

/** The sound lasts as long as what was heard, but for the silence that fills the last block of AAC. */
function expectEnd(samples: Float32Array, seconds: number): void {
  expect(samples.length / RATE).toBeGreaterThan(seconds - 0.001);
  expect(samples.length / RATE).toBeLessThan(seconds + (2 * 1024) / RATE);
  const after = samples.subarray(Math.round((seconds + 0.005) * RATE));
  expect(after.every((value) => Math.abs(value) < 0.02)).toBe(true);
}

const counted = (from: number, frames: readonly number[]) => frames.map((frame) => from + frame);

async function both(speechFile: string, video = fixture('face.mp4')): Promise<Page> {
  const page = await studio.open();
  await giveFile(page, 'video', video);
  await giveFile(page, 'speech', speechFile);
  return page;
}

async function finish(page: Page, name: string): Promise<string> {
  const out = studio.scratch(name);
  await pressStart(page);
  await waitForResult(page, { timeout: 300 });
  await saveResult(page, out);
  return out;
}

describe('parts of both files', () => {
  it('are set by the buttons at the playhead and by the fields, and are all that is in the result', async () => {
    const page = await both(speech.wav);
    await part(page, 'trim-video-toggle').click();
    await page
      .locator('video')
      .first()
      .evaluate(async (video: HTMLVideoElement) => {
        const once = (event: string) =>
          new Promise((done) => video.addEventListener(event, done, { once: true }));
        if (video.readyState === 0) await once('loadedmetadata');
        const sought = once('seeked');
        video.currentTime = 1.2;
        await sought;
      });
    await part(page, 'trim-video-from-here').click();
    await part(page, 'trim-video-to-field').fill('0:02');
    await part(page, 'trim-video-to-field').press('Enter');
    await part(page, 'trim-speech-toggle').click();
    await part(page, 'trim-speech-from-field').fill('1.13');
    await part(page, 'trim-speech-from-field').press('Enter');
    await part(page, 'trim-speech-to-field').fill('2.63');
    await part(page, 'trim-speech-to-field').press('Enter');
    expect(await page.locator('#start-hint').innerText()).toMatch(/0:01\.5/);
    const out = await finish(page, 'parts.mp4');
    const { frames } = expectVideo(out, { source: fixture('face.mp4'), seconds: 1.5 });
    expect(await frameNumbers(out)).toEqual(counted(30, pingPong(frames, 20)));
    const sound = soundIn(out);
    expect(Math.abs(clickIn(sound) - (CLICK - 1.13))).toBeLessThan(0.005);
    expectEnd(sound, 1.5);
    expect(await part(page, 'result').innerText()).toContain('face_0m01.2-0m02__click_0m01.13-0m02.63.mp4');
  });

  it('are set by the handles, with keys and with the mouse', async () => {
    const page = await both(speech.wav);
    await part(page, 'trim-video-toggle').click();
    const start = part(page, 'trim-video-from');
    await start.focus();
    for (let i = 0; i < 4; i++) await start.press('ArrowRight');
    expect(await part(page, 'trim-video-from-field').inputValue()).toBe('0:00.20');
    const bar = (await start.locator('..').boundingBox()) as { x: number; y: number; width: number };
    // The handle stands beside what it bounds, 12 pixels wide.
    const y = bar.y + 10;
    await page.mouse.move(bar.x + bar.width + 6, y);
    await page.mouse.down();
    await page.mouse.move(bar.x + bar.width / 2 + 6, y, { steps: 4 });
    await page.mouse.up();
    expect(await part(page, 'trim-video-to-field').inputValue()).toBe('0:02.00');
    await part(page, 'trim-video-whole').click();
    expect(await part(page, 'trim-video-from-field').inputValue()).toBe('0:00.00');
    expect(await part(page, 'trim-video-used').innerText()).toBe('');
  });
});

it('cuts copied sound to the sample, and uses the parts of a result again', async () => {
  const page = await studio.open();
  const out = studio.scratch('aac.mp4');
  const trim = { video: { from: 0.4 }, speech: { from: 1.87, to: 2.4 } };
  await dubOnPage(page, { video: fixture('face.mp4'), speech: speech.m4a, out, trim });
  const sound = soundIn(out);
  expect(Math.abs(clickIn(sound) - (CLICK - 1.87))).toBeLessThan(0.005);
  expectEnd(sound, 0.53);
  expect((await frameNumbers(out))[0]).toBe(10);
  await part(page, 'nav-results').click();
  await part(page, 'result-open').first().click();
  await part(page, 'result-reuse').click();
  await part(page, 'trim-speech-from-field').waitFor();
  expect(await part(page, 'trim-speech-from-field').inputValue()).toBe('0:01.87');
  expect(await part(page, 'trim-video-from-field').inputValue()).toBe('0:00.40');
  // Another file has other parts.
  await giveFile(page, 'speech', speech.wav);
  expect(await part(page, 'trim-speech-used').innerText()).toBe('');
});
