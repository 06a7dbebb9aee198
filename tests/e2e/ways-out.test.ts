import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

type Heard = Awaited<ReturnType<typeof listen>>;
type Site = { readonly served: Served; readonly heard: Heard };

/**
 * A page, a worker and a service worker that try all ways out, served with or without the app's policy. Each such site
 * has listeners of its own: a browser opens connections in advance, which come seconds late and would be taken for the
 * next attempt's.
 */
async function site(folder: string, isolation: boolean): Promise<Site> {
  const heard = await listen();
  const calm = 'self.onunhandledrejection = (event) => event.preventDefault();\n';
  const allow = `globalThis.trustedTypes?.createPolicy('default', { createScriptURL: (url) => url, createScript: (text) => text });\n`;
  const files = {
    'index.html': '<!doctype html><title>x</title><body><script src="page.js"></script></body>',
    'page.js': allow + calm.replace('self', 'globalThis'),
    'worker.js': `${calm}onmessage = () => { ${script(IN_WORKER, heard.target)}; postMessage('tried') };`,
    'sw.js': `${calm}addEventListener('install', () => skipWaiting()); addEventListener('activate', (e) => e.waitUntil(clients.claim()));
      addEventListener('message', (event) => { ${script(IN_SERVICE_WORKER, heard.target)}; event.source.postMessage('tried') });`,
  };
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { served: await serve({ root: folder, port: 0, isolation }), heard };
}

/** Each attempt by itself: one that throws must not stop the others. */
const script = (attempts: readonly Attempt[], to: Target) =>
  attempts
    .map(({ code }) => `try { (() => { ${code(to, '')} })() } catch (reason) { void reason }`)
    .join('\n');

describe('ways out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-ways-out-'));
  let guarded: Site;
  /** The same without a policy: what arrives from it shows that the attempts are real. */
  let open: Site;
  let profile: Profile;

  beforeAll(async () => {
    [guarded, open] = [await site(join(folder, 'guarded'), true), await site(join(folder, 'open'), false)];
    profile = await launchProfile({ serviceWorkers: true });
  });
  afterAll(async () => {
    await profile?.close();
    for (const each of [guarded, open]) {
      await each?.served.close();
      each?.heard.close();
    }
    rmSync(folder, { recursive: true });
  });

  type Try = (page: Page, to: Target) => Promise<unknown>;

  /** Tries it from a page of that site, and closes what it opened once `settle` is over. */
  async function attempt({ served }: Site, to: Target, tryIt: Try, settle: () => Promise<unknown>) {
    const page = await profile.context.newPage();
    const opened = new Set([page]);
    page.on('popup', (popup) => opened.add(popup));
    await page.goto(served.url);
    await tryIt(page, to).catch(() => {});
    await settle();
    for (const each of opened) await each.close();
  }

  /** Waits until `least` ways out arrive without the policy. */
  async function arriveOpen(tryIt: Try, least: number, heard = open.heard): Promise<void> {
    const seen = new Set<string>();
    const enough = () => {
      for (const each of heard.take()) seen.add(each);
      expect(seen.size).toBeGreaterThanOrEqual(least);
    };
    await attempt(open, heard.target, tryIt, () => vi.waitFor(enough, { timeout: 30_000 }));
  }

  /** What arrives with the policy, once each. */
  async function arriveGuarded(tryIt: Try, heard = guarded.heard): Promise<string[]> {
    await attempt(guarded, heard.target, tryIt, () => setTimeout(SETTLE_MS));
    return [...new Set(heard.take())].sort();
  }

  const inPage: Try = (page, to) => page.evaluate(`(() => { ${script(IN_PAGE, to)} })()`);
  const inWorker: Try = (page) =>
    page.evaluate(
      `new Promise((resolve) => { const w = new Worker('worker.js'); w.onmessage = resolve; w.postMessage(0) })`,
    );
  const inServiceWorker: Try = (page) =>
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
    await arriveOpen(tryIt, least);
    expect(await arriveGuarded(tryIt)).toEqual([]);
  });

  /** All at once, since each of them does nothing but wait; with listeners of their own they cannot be mixed up. */
  describe.concurrent('by leaving the page', () => {
    it.each(LEAVING.map((each) => [each.name, each] as const))('%s: nothing arrives', async (_, { code }) => {
      const [without, policed] = [await listen(), await listen()];
      const go: Try = (page, to) => page.evaluate(`(() => { ${code(to, '')} })()`);
      try {
        await arriveOpen(go, 1, without);
        expect(await arriveGuarded(go, policed)).toEqual([]);
      } finally {
        without.close();
        policed.close();
      }
    });
  });
});

describe('the app itself', () => {
  let heard: Heard;
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
