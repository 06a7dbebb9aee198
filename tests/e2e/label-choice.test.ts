import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, serve, type Served } from '../../scripts/serve';
import { dubOnPage, openSettings, pageUrl, part } from '../../scripts/studio-page';
import { fixture, FPS, SIZE } from '../fixtures/make';
import { usePages } from './browser';
import { letters, lumaOf, type Luma } from './label-pixels';
import { temporary } from './offline-app';
import { useStudio } from './studio';

/** The app of another host: the same files, and a deployment of its own. */
function hostedWith(folder: string, deployment: object): void {
  cpSync(DIST, folder, { recursive: true });
  writeFileSync(join(folder, 'deployment.json'), JSON.stringify(deployment));
}

async function dub(page: Page, out: string): Promise<Luma[]> {
  await dubOnPage(page, { video: fixture('face-short.mp4'), speech: fixture('voice.wav'), out });
  await part(page, 'again').click();
  return lumaOf(out);
}

/** Where the label's letters stand in a frame, in fractions of the picture: left, top, right, bottom; null without. */
function placeOf(labelled: readonly Luma[], plain: readonly Luma[], frame: number): number[] | null {
  const { xs, ys } = letters(labelled[frame] as Luma, plain[frame] as Luma);
  if (xs.length < 100) return null;
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map((each) => each / SIZE);
}

const SHOWN = 2 * FPS - 1;

describe('the label as the settings have it', () => {
  const studio = useStudio({ known: true });

  it('stands where it was put by the page’s controls, in the words chosen, and nowhere when it was turned off', async () => {
    const page = await studio.open({ lang: 'en' });
    const dubbed = async (...choices: string[]) => {
      await openSettings(page);
      for (const choice of choices) await part(page, `setting-${choice}`).check({ force: true });
      return dub(page, studio.scratch(`${choices.join()}.mp4`));
    };
    const plain = await dubbed('label-off');
    const inChinese = await dubbed('label-bottom-right', 'labelText-zh');
    const [left, top, right, bottom] = placeOf(inChinese, plain, SHOWN) as [number, number, number, number];
    expect(left).toBeGreaterThan(0.5);
    expect(top).toBeGreaterThan(0.8);
    expect(placeOf(inChinese, plain, SHOWN + 1)).toBeNull();
    const inBoth = await dubbed('label-top-left', 'labelText-both');
    const both = placeOf(inBoth, plain, SHOWN) as [number, number, number, number];
    expect(both[2]).toBeLessThan(0.7);
    expect(both[3]).toBeLessThan(0.3);
    // Two lines, and the longer one is English.
    expect(both[3] - both[1]).toBeGreaterThan(1.5 * (bottom - top));
    expect(both[2] - both[0]).toBeGreaterThan(right - left);
  });
});

describe('the label as a deployment has it', () => {
  const scratch = temporary('label');
  const pages = usePages();
  let served: Served;
  beforeAll(async () => {
    hostedWith(scratch.folder, { labelLocked: true, labelPlace: 'bottom-left', producer: 'School 7' });
    served = await serve({ root: scratch.folder, port: 0 });
  });
  afterAll(async () => {
    await served.close();
    scratch.remove();
  });

  it('cannot be turned off or moved where the deployment has locked it, not by an address either', async () => {
    const plainHost = await serve({ port: 0 });
    const options = { serviceWorkers: 'block', acceptDownloads: true } as const;
    const free = await pages.open(options);
    await free.goto(pageUrl(plainHost.url, { lang: 'en', label: 'off' }));
    const plain = await dub(free, join(scratch.folder, 'plain.mp4'));
    await plainHost.close();

    const page = await pages.open(options);
    await page.goto(pageUrl(served.url, { lang: 'en', label: 'off' }));
    await openSettings(page);
    const choices = page.locator('[data-testid^="setting-label-"]');
    await expect.poll(() => choices.count()).toBe(1);
    expect(await choices.getAttribute('value')).toBe('bottom-left');
    expect(await choices.isChecked()).toBe(true);
    expect(await part(page, 'settings').innerText()).toContain('requires the label');
    const locked = await dub(page, join(scratch.folder, 'locked.mp4'));
    const bytes = readFileSync(join(scratch.folder, 'locked.mp4'));
    expect(bytes.includes('"ContentProducer":"School 7"')).toBe(true);
    const [left, top] = placeOf(locked, plain, SHOWN) as [number, number];
    expect(left).toBeLessThan(0.2);
    expect(top).toBeGreaterThan(0.7);
    expect(placeOf(locked, plain, SHOWN + 1)).toBeNull();
  });
});
