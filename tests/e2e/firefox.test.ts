import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from '../../scripts/chromium';
import { canHaveFirefox, launchFirefox, type Firefox, type Preferences } from '../../scripts/firefox';
import { readCredentials } from '../../scripts/read-credentials';
import { serve, type Served } from '../../scripts/serve';
import { pageUrl, type PageQuery } from '../../scripts/studio-page';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { expectVideo, frameNumbers, pingPong } from './expect-video';

const JOB_MS = 180_000;
const at = (id: string) => `[data-testid="${id}"]`;

// In CI a missing Firefox is a failure, or nobody would notice that nothing was tested.
describe.skipIf(!process.env.CI && !canHaveFirefox())('Firefox', () => {
  let served: Served;
  let firefox: Firefox | null = null;
  beforeAll(async () => {
    served = await serve({ port: 0 });
  });
  afterEach(async () => {
    await firefox?.close();
    firefox = null;
  });
  afterAll(() => served.close());

  async function open(query: PageQuery, preferences?: Preferences): Promise<Page> {
    firefox ??= await launchFirefox(preferences);
    const page = await firefox.browser.newPage();
    await page.goto(pageUrl(served.url, query));
    return page;
  }

  async function give(page: Page, role: 'video' | 'speech', path: string): Promise<void> {
    const input = await page.waitForSelector(at(`${role}-input`));
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
    await page.waitForSelector(`${at(`${role}-facts`)}, ${at(`${role}-error`)}`, { timeout: 60_000 });
  }

  /** The same presses as `dubOnPage`, which drives another browser by another library. */
  async function dub(page: Page, video: string, speech: string): Promise<string> {
    await give(page, 'video', video);
    await give(page, 'speech', speech);
    // Locators wait until what is to be pressed stands still and can be pressed.
    await page.locator(at('start')).click();
    await page.locator(at('consent-by')).fill('Firefox');
    await page.locator(at('consent-agree')).click();
    await page.locator(at('consent-confirm')).click();
    await page.waitForSelector(at('consent'), { hidden: true });
    const ended = page.waitForSelector(`${at('result')}, ${at('job-error')}`, { timeout: JOB_MS });
    await ended.catch(async (cause: unknown) => {
      throw new Error(await page.$eval('main', ({ innerText }) => innerText), { cause });
    });
    expect(await page.$(at('job-error'))).toBeNull();
    await page.locator(at('download')).click();
    const out = join(firefox?.downloads ?? '', 'face__voice.mp4');
    // Firefox makes an empty file of that name first, and the one that grows beside it.
    const isThere = () => existsSync(out) && statSync(out).size > 0 && !existsSync(`${out}.part`);
    await vi.waitFor(() => expect(isThere()).toBe(true), 30_000);
    return out;
  }

  it('dubs a clip by the page’s own buttons, without WebGL, and asks nobody else for anything', async () => {
    const page = await open({ lang: 'en' }, { 'webgl.disabled': true });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const out = await dub(page, fixture('face.mp4'), fixture('voice.wav'));
    const { frames } = expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
    expect(await frameNumbers(out)).toEqual(pingPong(frames, FACE_SECONDS * FPS));
    // A decoder that finds nothing to object to: Firefox describes its own stream wrongly on Linux.
    const decode = ['-v', 'error', '-i', out, '-f', 'null', '-'];
    expect(spawnSync(program('ffmpeg'), decode, { encoding: 'utf8' }).stderr).toBe('');
    expect((await readCredentials(readFileSync(out))).failures).toEqual(['signingCredential.untrusted']);
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    expect(asked.filter((url) => /^(http|ws)/.test(url) && !url.startsWith(served.url))).toEqual([]);
  });

  it.each([
    ['no-h264', { 'media.ffmpeg.enabled': false }],
    ['no-webcodecs', { 'javascript.options.wasm': false }],
  ])('says in both languages that nothing can be made: %s', async (code, preferences: Preferences) => {
    for (const lang of ['en', 'zh'] as const) {
      const page = await open({ lang }, preferences);
      const notice = `${at('notice')}[data-code=${code}]`;
      const said = await page.waitForSelector(notice);
      const text = (await said?.evaluate((element) => element.textContent)) ?? '';
      expect(/[\u4e00-\u9fff]/.test(text)).toBe(lang === 'zh');
      expect(await page.$eval(at('start'), (button) => (button as HTMLButtonElement).disabled)).toBe(true);
      expect(await page.$(`${at('notice')} button`)).toBeNull();
    }
  });
});
