import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launch } from '../../scripts/chromium';
import { serve } from '../../scripts/serve';
import { dubOnPage, pageUrl, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { useStudio, type Studio } from './studio';

/** Codes and texts of the notices on the page. */
const notices = (page: Page) =>
  part(page, 'notice').evaluateAll((all) =>
    all.map((one) => ({ code: (one as HTMLElement).dataset.code, text: one.textContent ?? '' })),
  );

async function expectNotice(studio: Studio, code: string): Promise<void> {
  for (const lang of ['en', 'zh'] as const) {
    const page = await studio.open({ lang });
    await part(page, 'notice').first().waitFor();
    const said = (await notices(page)).filter((notice) => notice.code === code);
    expect(said).toHaveLength(1);
    expect(/[\u4e00-\u9fff]/.test(said[0]?.text ?? '')).toBe(lang === 'zh');
  }
}

async function expectJob(page: Page, out: string): Promise<void> {
  const files = { video: fixture('face-short.mp4'), speech: fixture('voice.wav') };
  const { device } = await dubOnPage(page, { ...files, out });
  expect(device).toBe('wasm');
  expectVideo(out, { source: files.video, seconds: 3 });
}

describe('without WebGPU', () => {
  const studio = useStudio({ webgpu: false });
  it('goes on with wasm, and troubles nobody with it', async () => {
    const page = await studio.open({ lang: 'en' });
    await expectJob(page, studio.scratch('no-webgpu.mp4'));
    expect((await notices(page)).map(({ code }) => code)).not.toContain('no-webgpu');
  });
});

describe('without cross-origin isolation', () => {
  const studio = useStudio({ isolation: false });
  it('says so once and goes on with one thread', async () => {
    await expectNotice(studio, 'no-isolation');
    await expectJob(await studio.open({ lang: 'en' }), studio.scratch('no-isolation.mp4'));
  });
});

describe('without AbortSignal.any', () => {
  const studio = useStudio();
  it('says so and starts nothing', async () => {
    const page = await studio.open();
    await page.addInitScript(() => {
      delete (AbortSignal as { any?: unknown }).any;
    });
    await page.reload();
    await part(page, 'notice').waitFor();
    expect((await notices(page)).map(({ code }) => code)).toEqual(['no-webcodecs']);
    expect(await part(page, 'start').isDisabled()).toBe(true);
  });
});

describe('over plain HTTP, by another name than localhost', () => {
  it('says in both languages what address is needed', async () => {
    const served = await serve({ port: 0 });
    const browser = await launch({ alias: 'koubo.test' });
    try {
      for (const lang of ['en', 'zh'] as const) {
        const page = await browser.newPage();
        await page.goto(pageUrl(served.url.replace('localhost', 'koubo.test'), { lang }));
        await part(page, 'notice').waitFor();
        const [said, ...more] = await notices(page);
        expect(said).toMatchObject({
          code: 'not-secure',
          text: expect.stringContaining('https://') as string,
        });
        expect(/[\u4e00-\u9fff]/.test(said?.text ?? '')).toBe(lang === 'zh');
        expect(more).toEqual([]);
        expect(await part(page, 'start').isDisabled()).toBe(true);
      }
    } finally {
      await browser.close();
      await served.close();
    }
  });
});
