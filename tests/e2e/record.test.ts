import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ffmpeg } from '../../scripts/ffmpeg';
import { giveFile, part, pressStart, saveResult, waitForResult } from '../../scripts/studio-page';
import { expectVideo } from './expect-video';
import { fixture } from '../fixtures/make';
import { useStudio } from './studio';

const stateOf = (page: Page) => part(page, 'record-dialog').getAttribute('data-state');

describe('recording with a microphone', () => {
  const studio = useStudio({ microphone: fixture('voice.wav') });

  it('shows what it hears, can be cut at both ends, and becomes the speech', async () => {
    const page = await studio.open();
    await part(page, 'record-open').click();
    await part(page, 'record-start').press('Enter');
    await expect.poll(() => part(page, 'record-clock').innerText()).toMatch(/0:0(0\.[5-9]|[1-9])/);
    const level = async () => Number(await part(page, 'record-meter').getAttribute('aria-valuenow'));
    await expect.poll(level, { interval: 20 }).toBeGreaterThan(0.5);
    await expect.poll(() => part(page, 'record-clock').innerText()).toMatch(/0:0[2-9]/);
    // Escape ends the recording and keeps it.
    await page.keyboard.press('Escape');
    expect(await stateOf(page)).toBe('taken');

    const [from, to] = [part(page, 'record-from'), part(page, 'record-to')];
    await from.fill('0.4');
    await to.fill('1.6');
    await to.press('ArrowLeft');
    expect(Number(await to.inputValue())).toBeCloseTo(1.55, 6);
    // The ends do not pass each other.
    await from.fill('1.8');
    expect(Number(await from.inputValue())).toBeCloseTo(1.35, 6);
    await from.fill('0.4');
    await part(page, 'record-use').click();

    await giveFile(page, 'video', fixture('face-short.mp4'));
    await pressStart(page);
    await waitForResult(page);
    const out = studio.scratch('recorded.mp4');
    expect(await saveResult(page, out)).toMatch(/Recording_\d{4}-\d\d-\d\d_\d\d\.\d\d/);
    expectVideo(out, { source: fixture('face-short.mp4'), seconds: 1.15 });
    const raw = ffmpeg(['-i', out, '-map', '0:a:0', '-ac', '1', '-f', 'f32le', '-']);
    const sound = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
    expect(Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length)).toBeGreaterThan(
      0.02,
    );
  });

  it('keeps the last take while the window is closed, and makes another', async () => {
    const page = await studio.open({ lang: 'zh' });
    await part(page, 'record-open').click();
    await part(page, 'record-start').click();
    await expect.poll(() => part(page, 'record-clock').innerText()).toMatch(/0:0(0\.[3-9]|[1-9])/);
    await part(page, 'record-stop').click();
    await page.keyboard.press('Escape');
    // A dialog tells that it was closed a moment after it is.
    await expect.poll(() => part(page, 'record-dialog').count()).toBe(0);
    await part(page, 'record-open').click();
    expect(await stateOf(page)).toBe('taken');
    await part(page, 'record-again').click();
    await expect.poll(() => stateOf(page)).toBe('recording');
    await part(page, 'record-close').click();
    await part(page, 'record-open').click();
    expect(await stateOf(page)).toBe('taken');
  });
});

describe('recording without a microphone', () => {
  const studio = useStudio();

  it('says in plain words what is wrong', async () => {
    const page = await studio.open();
    await part(page, 'record-open').click();
    await part(page, 'record-start').click();
    const alert = part(page, 'record-error');
    await alert.waitFor();
    expect(await alert.getAttribute('data-why')).toMatch(/^(denied|missing)$/);
    expect(await alert.innerText()).toMatch(/microphone/);
    expect(await part(page, 'record-retry').isVisible()).toBe(true);
  });
});
