import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchProfile, type Profile } from '../../scripts/chromium';
import { serve, type Served } from '../../scripts/serve';
import {
  dubOnPage,
  part,
  pressStart,
  saveResult,
  useNetwork,
  waitForResult,
} from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { temporary, waitUntilKept } from './offline-app';
import { startRecordingProxy, type RecordingProxy } from './recording-proxy';
import { useStudio } from './studio';

/**
 * What Chromium itself asks its makers for, with an empty page too: updates and who is signed in; and where a page has a
 * text field, what kind of field it is. No page can ask for these, nor stop them; a browser's policies can.
 */
const BROWSERS_OWN =
  /^(http:\/\/)?(update\.googleapis\.com|accounts\.google\.com|content-autofill\.googleapis\.com)[:/]/;
const [VIDEO, SPEECH] = [fixture('face-short.mp4'), fixture('voice.wav')];

describe('what leaves the browser', () => {
  const scratch = temporary('privacy');
  let proxy: RecordingProxy;
  let served: Served;
  let profile: Profile;
  beforeAll(async () => {
    proxy = await startRecordingProxy();
    served = await serve({ port: 0 });
    profile = await launchProfile({ serviceWorkers: true, proxy: proxy.url });
  });
  afterAll(async () => {
    await profile.close();
    await served.close();
    await proxy.close();
    scratch.remove();
  });

  async function job(page: Page) {
    const out = join(scratch.folder, 'out.mp4');
    await dubOnPage(page, { video: VIDEO, speech: SPEECH, out });
    expectVideo(out, { source: VIDEO, seconds: 3 });
  }

  async function expectFigures(page: Page) {
    await page.goto(`${served.url}#/privacy`);
    expect(await part(page, 'traffic-elsewhere').innerText()).toBe('0');
    expect(await part(page, 'traffic-sent').innerText()).toMatch(/^0\D/);
    expect(await part(page, 'traffic-refused').innerText()).toBe('0');
    expect(Number(await part(page, 'traffic-own').innerText())).toBeGreaterThan(10);
  }

  it('is nothing but requests for the app itself, on the first visit and without a network', async () => {
    const page = await profile.context.newPage();
    await page.goto(served.url);
    await waitUntilKept(page);
    await job(page);
    await expectFigures(page);
    // What workers fetch goes through the proxy too, or the rest of this test would be worth little.
    expect(proxy.seen.some(({ url }) => url.endsWith('.wasm'))).toBe(true);
    await served.close();
    await page.goto(served.url);
    await page.reload();
    await job(page);
    await expectFigures(page);
    const ours = proxy.seen.filter(({ url }) => !BROWSERS_OWN.test(url));
    expect(ours.filter(({ url }) => !url.startsWith(served.url))).toEqual([]);
    expect(ours.filter(({ method, sent }) => method !== 'GET' || sent > 0)).toEqual([]);
  });
});

describe('what is planted in files', () => {
  const studio = useStudio();
  const HTML = `"><img src=https://192.0.2.1/x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;
  const given = (name: string, path: string, mimeType: string) => ({
    name,
    mimeType,
    buffer: readFileSync(path),
  });

  /** A network with one more entry of ONNX's `metadata_props` (field 14 of ModelProto: key 1, value 2). */
  function planted(path: string, text: string): string {
    const field = (tag: number, bytes: Buffer) => Buffer.concat([Buffer.from([tag, bytes.length]), bytes]);
    const entry = Buffer.concat([field(0x0a, Buffer.from('source')), field(0x12, Buffer.from(text))]);
    if (entry.length > 127) throw new Error('longer than one byte of length can say');
    const out = studio.scratch('planted.onnx');
    writeFileSync(out, Buffer.concat([readFileSync(path), field(0x72, entry)]));
    return out;
  }

  it('is text and nothing else: names with markup, addresses and paths, and a network’s metadata', async () => {
    const page = await studio.open();
    const tiny = fileURLToPath(new URL('../fixtures/wav2lip-tiny.onnx', import.meta.url));
    const file = planted(tiny, HTML.slice(0, 100));
    await useNetwork(page, { file, name: HTML, licence: HTML, published: false });
    await part(page, 'video-input').setInputFiles(given(`${HTML}.mp4`, VIDEO, 'video/mp4'));
    await part(page, 'video-facts').waitFor();
    await part(page, 'speech-input').setInputFiles(
      given('..\\..\\https:__192.0.2.1_=HYPERLINK("x").wav', SPEECH, 'audio/wav'),
    );
    await part(page, 'speech-facts').waitFor();
    await pressStart(page);
    await waitForResult(page);
    const out = studio.scratch('planted.mp4');
    const name = await saveResult(page, out);
    expectVideo(out, { source: VIDEO, seconds: 3 });
    expect(name).not.toMatch(/[<>"\\/:]/);
    expect(await part(page, 'result-network').innerText()).toContain('<script>');
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    expect(await page.locator('img[src*="192.0.2.1"], script:not([src])').count()).toBe(0);
    // That nothing was asked for elsewhere, and nothing was even tried, is held after each test.
  });
});
