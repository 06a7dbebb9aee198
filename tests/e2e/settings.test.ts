import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { giveFile, openSettings, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { syllables } from '../fixtures/voice';
import { useStudio } from './studio';

const studio = useStudio({ known: true });

/** Pixels as dark as the inside of the drawn mouth, where the mouth is. */
async function darkness(image: Locator): Promise<number> {
  return image.evaluate(async (element) => {
    const picture = element as HTMLImageElement;
    await picture.decode();
    const { naturalWidth: width, naturalHeight: height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(picture, 0, 0);
    const box = [0.42 * width, 0.58 * height, 0.16 * width, 0.12 * height] as const;
    const { data } = context.getImageData(...box);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if ((data[i] as number) < 110) dark++;
    return dark;
  });
}

describe('the settings', () => {
  it('are kept under a name and are there after a reload', async () => {
    const page = await studio.open();
    await openSettings(page);
    const opening = part(page, 'setting-opening');
    await opening.fill('0.5');
    await part(page, 'setting-quality-small').check({ force: true });
    await part(page, 'preset-name').fill('轻声');
    await part(page, 'preset-save').click();
    await part(page, 'preset-defaults').click();
    expect(await opening.inputValue()).toBe('1');
    await page.reload();
    await openSettings(page);
    await part(page, 'preset').filter({ hasText: '轻声' }).click();
    expect(await opening.inputValue()).toBe('0.5');
    expect(await part(page, 'setting-quality-small').isChecked()).toBe(true);
    expect(await part(page, 'settings-summary').innerText()).toMatch(/50%.*Small file/);
    await part(page, 'preset-rename').click();
    await part(page, 'preset-name').fill('Soft');
    await part(page, 'preset-save').click();
    expect(await part(page, 'preset').allInnerTexts()).toEqual(['Soft']);
    await part(page, 'preset-delete').click();
    await page.reload();
    await openSettings(page);
    expect(await part(page, 'preset').count()).toBe(0);
  });

  it('are shown on a frame as they change, and for three seconds with the sound', async () => {
    const page = await studio.open();
    await giveFile(page, 'video', fixture('face.mp4'));
    await giveFile(page, 'speech', fixture('voice-long.wav'));
    await openSettings(page);
    await part(page, 'preview-start').click();
    const after = part(page, 'preview-after');
    await after.waitFor({ timeout: 60_000 });
    // A moment at which the speech opens the mouth.
    const times = Array.from({ length: 40 }, (_, i) => 0.6 + 0.04 * i);
    const loudest = times.reduce((a, b) => (syllables(b) > syllables(a) ? b : a));
    const another = async (change: () => Promise<void>) => {
      const shown = await after.getAttribute('src');
      await change();
      await page.waitForFunction(
        (before) => document.querySelector('[data-testid=preview-after]')?.getAttribute('src') !== before,
        shown,
        { timeout: 30_000 },
      );
    };
    await another(async () => {
      const bar = part(page, 'trim-speech-position');
      const { width, height } = (await bar.boundingBox())!;
      // The speech lasts three seconds.
      await bar.click({ position: { x: (loudest / 3) * width, y: height / 2 } });
    });
    const open = await darkness(after);
    await another(() => part(page, 'setting-opening').fill('0'));
    expect(await darkness(after)).toBeLessThan(0.6 * open);
    await part(page, 'preview-play').click();
    const clip = part(page, 'preview-clip');
    await clip.waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => {
      const video = document.querySelector<HTMLVideoElement>('[data-testid=preview-clip]');
      return (video?.readyState ?? 0) > 1;
    });
    const length = await clip.evaluate((video) => (video as HTMLVideoElement).duration);
    expect(Math.abs(length - 3)).toBeLessThan(0.1);
  });
});
