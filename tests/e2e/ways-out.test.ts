import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchProfile, type Profile } from '../../scripts/chromium';
import { part } from '../../scripts/studio-page';
import { serve, type Served } from '../../scripts/serve';
import {
  IN_PAGE,
  IN_SERVICE_WORKER,
  IN_WORKER,
  LEAVING,
  type Attempt,
  type Target,
} from './ways-out/attempts';
import { listen } from './ways-out/listeners';
import { waitUntilKept } from './offline-app';

/** What leaves does so at once on this machine; a browser that tries again does so within seconds. */
const SETTLE_MS = 4000;

/** Each attempt by itself: one that throws must not stop the others. */
const script = (attempts: readonly Attempt[], to: Target) =>
  attempts
    .map(({ code }) => `try { (() => { ${code(to, '')} })() } catch (reason) { void reason }`)
    .join('\n');

describe('ways out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-ways-out-'));
  let heard: Awaited<ReturnType<typeof listen>>;
  let guarded: Served;
  /** The same without a policy: what arrives from it shows that the attempts are real. */
  let open: Served;
  let profile: Profile;

  beforeAll(async () => {
    heard = await listen();
    const calm = 'self.onunhandledrejection = (event) => event.preventDefault();\n';
    const allow = `globalThis.trustedTypes?.createPolicy('default', { createScriptURL: (url) => url, createScript: (text) => text });\n`;
    const files = {
      'index.html': '<!doctype html><title>x</title><body><script src="page.js"></script></body>',
      'page.js': allow + calm.replace('self', 'globalThis'),
      'worker.js': `${calm}onmessage = () => { ${script(IN_WORKER, heard.target)}; postMessage('tried') };`,
      'sw.js': `${calm}addEventListener('install', () => skipWaiting()); addEventListener('activate', (e) => e.waitUntil(clients.claim()));
        addEventListener('message', (event) => { ${script(IN_SERVICE_WORKER, heard.target)}; event.source.postMessage('tried') });`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    guarded = await serve({ root: folder, port: 0 });
    open = await serve({ root: folder, port: 0, isolation: false });
    profile = await launchProfile({ serviceWorkers: true });
  });
  afterAll(async () => {
    await profile?.close();
    await Promise.all([guarded, open].map((served) => served?.close()));
    heard?.close();
    rmSync(folder, { recursive: true });
  });

  /** What arrives of it, once each. */
  async function arrives(base: string, tryIt: (page: Page) => Promise<unknown>): Promise<string[]> {
    // Connections that the attempt before still opens are none of this one's.
    await setTimeout(SETTLE_MS / 2);
    heard.take();
    const page = await profile.context.newPage();
    await page.goto(base);
    await tryIt(page).catch(() => {});
    await setTimeout(SETTLE_MS);
    for (const each of profile.context.pages().slice(1)) await each.close();
    return [...new Set(heard.take())].sort();
  }

  const inPage = (page: Page) => page.evaluate(`(() => { ${script(IN_PAGE, heard.target)} })()`);
  const inWorker = (page: Page) =>
    page.evaluate(
      `new Promise((resolve) => { const w = new Worker('worker.js'); w.onmessage = resolve; w.postMessage(0) })`,
    );
  const inServiceWorker = (page: Page) =>
    page.evaluate(`(async () => {
      await navigator.serviceWorker.register('sw.js');
      const { active } = await navigator.serviceWorker.ready;
      await new Promise((resolve) => { navigator.serviceWorker.onmessage = resolve; active.postMessage(0) });
    })()`);

  it.each([
    ['a page', inPage, 20],
    ['a worker', inWorker, 5],
    ['a service worker', inServiceWorker, 3],
  ])('from %s: nothing arrives, where without the policy at least so much does', async (_, tryIt, least) => {
    expect((await arrives(open.url, tryIt)).length).toBeGreaterThanOrEqual(least);
    expect(await arrives(guarded.url, tryIt)).toEqual([]);
  });

  it.each(LEAVING.map((attempt) => [attempt.name, attempt] as const))(
    'by leaving the page, %s: nothing arrives',
    async (_, { code }) => {
      const go = (page: Page) => page.evaluate(`(() => { ${code(heard.target, '')} })()`);
      expect(await arrives(open.url, go)).not.toEqual([]);
      expect(await arrives(guarded.url, go)).toEqual([]);
    },
  );
});

describe('the app itself', () => {
  let heard: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => void (heard = await listen()));
  afterAll(() => heard?.close());

  it.each([
    ['with its server’s headers', true],
    ['where only its service worker sends them', false],
  ])('lets nothing out %s, and says what the browser stops', async (_, isolation) => {
    const served = await serve({ port: 0, isolation });
    const profile = await launchProfile({ serviceWorkers: true });
    try {
      const page = await profile.context.newPage();
      await page.goto(served.url);
      await waitUntilKept(page);
      await page.goto(`${served.url}?again#/privacy`);
      for (const way of ['requests', 'direct', 'leaving'])
        await expect.poll(() => part(page, `way-${way}`).getAttribute('data-verdict')).toBe('stopped');
      expect(await part(page, 'traffic-elsewhere').innerText()).toBe('0');
      const counted = ['fetch', 'xhr', 'beacon', 'image', 'websocket', 'eventsource', 'video'];
      const some = IN_PAGE.filter(({ name }) => counted.includes(name));
      await page.evaluate(`(() => { ${script(some, heard.target)} })()`);
      await expect
        .poll(async () => Number(await part(page, 'traffic-refused').innerText()))
        .toBeGreaterThanOrEqual(counted.length);
      expect(await part(page, 'traffic-elsewhere').innerText()).toBe('0');
      // Some of what Chromium refuses it answers by ending the page.
      await page.evaluate(`(() => { ${script(IN_PAGE, heard.target)} })()`).catch(() => {});
      await setTimeout(SETTLE_MS);
      expect(heard.take()).toEqual([]);
    } finally {
      await profile.close();
      await served.close();
    }
  });
});
