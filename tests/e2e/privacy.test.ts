import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchProfile, type Profile } from '../../scripts/chromium';
import { serve, type Served } from '../../scripts/serve';
import { dubOnPage, part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { expectVideo } from './expect-video';
import { temporary, waitUntilKept } from './offline-app';
import { startRecordingProxy, type Recorded, type RecordingProxy } from './recording-proxy';

/**
 * What Chromium itself asks its makers for, with an empty page too: updates and who is signed in; and where a page has a
 * text field, what kind of field it is. No page can ask for these, nor stop them; a browser's policies can.
 */
const BROWSERS_OWN =
  /^(http:\/\/)?(update\.googleapis\.com|accounts\.google\.com|content-autofill\.googleapis\.com)[:/]/;
const [VIDEO, SPEECH] = [fixture('face-short.mp4'), fixture('voice.wav')];

/** A figure once it has not changed for a second: what the page loads after its first picture is counted late. */
async function settled(figure: () => Promise<number>): Promise<number> {
  for (let last = NaN; ;) {
    const now = await figure();
    if (now === last) return now;
    last = now;
    await setTimeout(1000);
  }
}

describe('what leaves the browser', () => {
  const scratch = temporary('privacy');
  let proxy: RecordingProxy;
  let served: Served;
  let profile: Profile;
  beforeEach(async () => {
    proxy = await startRecordingProxy();
    served = await serve({ port: 0 });
    profile = await launchProfile({ serviceWorkers: true, proxy: proxy.url });
  });
  afterEach(async () => {
    await profile.close();
    await served.close();
    await proxy.close();
  });
  afterAll(scratch.remove);

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

  it('is counted by the privacy page as the proxy counts it', async () => {
    const page = await profile.context.newPage();
    await page.goto(served.url);
    await waitUntilKept(page);
    await page.goto(`${served.url}#/privacy`);
    await page.reload();
    const figure = async (id: string) => Number.parseInt(await part(page, `traffic-${id}`).innerText(), 10);
    const own = await settled(() => figure('own'));
    const before = proxy.seen.length;
    await page.evaluate(async () => {
      // Not among the files that are kept, so that each of them goes out.
      for (const name of ['a', 'b', 'c']) await fetch(`unknown-${name}.txt`);
      await fetch('unknown-a.txt', { method: 'POST', body: 'x'.repeat(321) });
      await fetch('https://192.0.2.1/x', { method: 'POST', body: 'secret' }).catch(() => {});
      await fetch('http://localhost:9/x').catch(() => {});
    });
    await expect.poll(() => figure('sent')).toBe(321);
    await expect.poll(() => figure('refused')).toBe(2);
    expect(await figure('own')).toBe(own + 4);
    expect(await figure('elsewhere')).toBe(0);
    // For a newer service worker a browser looks when it likes.
    const looksForUpdate = ({ method, url }: Recorded) => method === 'GET' && url === `${served.url}sw.js`;
    const isAsked = (one: Recorded) => !BROWSERS_OWN.test(one.url) && !looksForUpdate(one);
    const seen = proxy.seen.slice(before).filter(isAsked);
    const asked = ['GET a', 'GET b', 'GET c', 'POST a'].map((each) => each.split(' ') as [string, string]);
    expect(seen).toEqual(
      asked.map(([method, name]) => {
        return { method, url: `${served.url}unknown-${name}.txt`, sent: method === 'POST' ? 321 : 0 };
      }),
    );
  });
});
