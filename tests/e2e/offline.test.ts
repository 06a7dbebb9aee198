import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchProfile, type Profile } from '../../scripts/chromium';
import { DIST, serve, type ServeOptions, type Served } from '../../scripts/serve';
import { dubOnPage, giveFile, part, pressStart } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { save, withoutPicker } from './downloads';
import { expectVideo } from './expect-video';
import {
  keptHashes,
  listedHashes,
  makeVersion,
  takeUpdate,
  temporary,
  versionOf,
  waitUntilKept,
} from './offline-app';
import { readZip } from './read-zip';
import { SOON } from './studio';

const scratch = temporary('offline');
const [VIDEO, SPEECH] = [fixture('face-short.mp4'), fixture('voice.wav')];
let profile: Profile;
let open: Served[] = [];

/** A server that ends with the test at the latest. */
async function host(options: ServeOptions = {}): Promise<Served> {
  const served = await serve({ port: 0, ...options });
  open.push(served);
  return served;
}

beforeEach(async () => {
  profile = await launchProfile({ serviceWorkers: true });
});
afterEach(async () => {
  await profile.close();
  await Promise.all(open.map((served) => served.close().catch(() => {})));
  open = [];
});
afterAll(scratch.remove);

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated);

/** Jobs of both engines, the second after a reload, and a ZIP of both results. */
async function workThrough(page: Page): Promise<void> {
  const out = join(scratch.folder, 'offline.mp4');
  await dubOnPage(page, { video: VIDEO, speech: SPEECH, out });
  expectVideo(out, { source: VIDEO, seconds: 3 });
  await page.reload();
  const network = { file: null, name: '', licence: '', published: false };
  await dubOnPage(page, { video: fixture('face.avi'), speech: SPEECH, out, network });
  expectVideo(out, { source: fixture('face.avi'), seconds: 3 });
  await part(page, 'nav-results').click();
  await part(page, 'results-all').check();
  await withoutPicker(page);
  const zip = join(scratch.folder, 'offline.zip');
  await save(page, zip, () => part(page, 'results-zip').click());
  const entries = readZip(zip);
  expect(entries.map(({ name }) => name).sort()).toEqual(['face-short__voice.mp4', 'face__voice.mp4']);
  expect(entries.some(({ size }) => size === statSync(out).size)).toBe(true);
}

it('fetches no more than the page itself unasked where the browser is told to save data', async () => {
  const served = await host();
  await profile.context.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  );
  const page = await profile.context.newPage();
  await page.goto(served.url);
  await part(page, 'offline-keep').waitFor({ timeout: 60_000 });
  const [kept, listed] = [await keptHashes(page), listedHashes(DIST)];
  expect(kept.length).toBeLessThan(listed.length);
  // A download that had begun would have come on meanwhile.
  await page.waitForTimeout(3000);
  expect(await keptHashes(page)).toEqual(kept);
  expect(await part(page, 'first-load').count()).toBe(0);
  await part(page, 'offline-keep').click();
  await waitUntilKept(page);
  expect(await keptHashes(page)).toEqual(listed);
});

describe('without a network', () => {
  it('works after the first visit: page, both engines, conversion', async () => {
    const served = await host();
    const page = await profile.context.newPage();
    await page.goto(served.url);
    await waitUntilKept(page);
    expect(await keptHashes(page)).toEqual(listedHashes(DIST));
    await served.close();
    await page.reload();
    expect(await isolated(page)).toBe(true);
    await workThrough(page);
  });

  it('works in a folder of a host that can set no headers, isolated after one load by itself', async () => {
    const root = join(scratch.folder, 'site');
    cpSync(DIST, join(root, 'a/koubo'), { recursive: true });
    const served = await host({ root, isolation: false });
    const page = await profile.context.newPage();
    let loads = 0;
    page.on('load', () => loads++);
    await page.goto(`${served.url}a/koubo/`);
    await vi.waitFor(async () => expect(await isolated(page)).toBe(true), SOON);
    await waitUntilKept(page);
    expect(loads).toBe(2);
    expect(await page.locator('[data-code=no-isolation]').count()).toBe(0);
    const policy = await page.evaluate(async () =>
      (await fetch('theme.js')).headers.get('content-security-policy'),
    );
    expect(policy).toMatch(/^default-src 'none'/);
    // What lies beside the app is none of its business.
    writeFileSync(join(root, 'a/koubo/other.txt'), 'other');
    const other = await page.evaluate(async () =>
      (await fetch('other.txt')).headers.has('content-security-policy'),
    );
    expect(other).toBe(false);
    await served.close();
    await page.reload();
    await workThrough(page);
  });

  it('goes on with a download that was broken off, and keeps no file that is not as it should be', async () => {
    const root = join(scratch.folder, 'broken');
    cpSync(DIST, root, { recursive: true });
    const largest = join(root, 'models/face_landmarker.task');
    const good = readFileSync(largest);
    const bad = Buffer.from(good);
    bad[1000] = (bad[1000] ?? 0) ^ 1;
    writeFileSync(largest, bad);
    const served = await host({ root });
    const page = await profile.context.newPage();
    await page.goto(served.url);
    const state = part(page, 'offline-state');
    await page.locator('[data-testid=offline-state][data-state=failed]').waitFor({ state: 'attached' });
    const before = await keptHashes(page);
    expect(before.length).toBeGreaterThan(3);
    expect(before.length).toBeLessThan(listedHashes(root).length);
    writeFileSync(largest, good);
    const asked: string[] = [];
    profile.context.on('request', (request) => {
      if (request.serviceWorker()) asked.push(request.url());
    });
    await page.reload();
    await waitUntilKept(page);
    expect(await state.getAttribute('data-state')).toBe('ready');
    expect(await keptHashes(page)).toEqual(listedHashes(root));
    expect(new Set(asked).size).toBeLessThanOrEqual(listedHashes(root).length - before.length);
  });
});

describe('a new version', () => {
  const [one, two] = [join(scratch.folder, 'one'), join(scratch.folder, 'two')];
  const root = join(scratch.folder, 'versions');
  const put = (version: string) => cpSync(version, root, { recursive: true });

  beforeAll(async () => {
    await makeVersion(one, 'one');
    await makeVersion(two, 'two');
  });

  it('is offered once it is whole, taken in all tabs, and leaves nothing of the old one; so is an older one', async () => {
    put(one);
    const served = await host({ root });
    const [page, beside] = [await profile.context.newPage(), await profile.context.newPage()];
    await page.goto(served.url);
    await waitUntilKept(page);
    await beside.goto(served.url);
    for (const [next, name] of [
      [two, 'two'],
      [one, 'one'],
    ] as const) {
      const before = await versionOf(page);
      put(next);
      await page.reload();
      await part(page, 'update').waitFor({ timeout: 60_000 });
      expect(await versionOf(page)).toBe(before);
      await beside.reload();
      await part(beside, 'update-later').click();
      await part(beside, 'update').waitFor({ state: 'detached' });
      expect(await versionOf(beside)).toBe(before);
      await takeUpdate(page);
      await vi.waitFor(async () => expect(await versionOf(page)).toBe(name), SOON);
      await vi.waitFor(async () => expect(await versionOf(beside)).toBe(name), SOON);
      await vi.waitFor(async () => expect(await keptHashes(page)).toEqual(listedHashes(next)), SOON);
    }
  });

  it('waits until it is whole, and never breaks into a job', async () => {
    put(one);
    const served = await host({ root });
    const page = await profile.context.newPage();
    await page.goto(served.url);
    await waitUntilKept(page);
    put(two);
    writeFileSync(join(root, entryOf(two)), 'half of it');
    await page.reload();
    expect(await installing(page)).toBe('redundant');
    expect(await part(page, 'update').count()).toBe(0);
    expect(await versionOf(page)).toBe('one');

    put(two);
    await page.reload();
    await part(page, 'update-reload').waitFor();
    await giveFile(page, 'video', fixture('face.mp4'));
    await giveFile(page, 'speech', fixture('voice-long.wav'));
    await pressStart(page);
    await part(page, 'progress').waitFor();
    await part(page, 'update-reload').click();
    await part(page, 'update-working').waitFor();
    await part(page, 'result').waitFor({ timeout: 120_000 });
    expect(await versionOf(page)).toBe('one');
    await takeUpdate(page);
    await vi.waitFor(async () => expect(await versionOf(page)).toBe('two'), SOON);
  });
});

/** The script that both versions do not share. */
const entryOf = (folder: string) =>
  /src="\.\/(assets\/[^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1] ?? '';

/** How the installation of a newer version that begins now ends. */
const installing = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker>((resolve) => {
      registration.onupdatefound = () => resolve(registration.installing as ServiceWorker);
      if (registration.installing) resolve(registration.installing);
    });
    registration.update().catch(() => {});
    const worker = await found;
    while (worker.state === 'installing') await new Promise((resolve) => (worker.onstatechange = resolve));
    return worker.state;
  });
