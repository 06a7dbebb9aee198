import { createReadStream, existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DIST } from '../../scripts/serve';
import { FACE_SECONDS, fixture, FPS } from '../fixtures/make';
import { usePages } from './browser';
import { clicked } from './click';
import { expectVideo, frameNumbers, pingPong } from './expect-video';

const PAGE = fileURLToPath(new URL('../../examples/embed/index.html', import.meta.url));
const TYPES: Record<string, string> = {
  ...{ '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' },
};

/** Somebody else's site, with the built app under a path of theirs. */
const site: Server = createServer(({ url = '' }, response) => {
  const { pathname } = new URL(url, 'http://site');
  const inside = pathname.replace(/^\/shop\/lab\/koubo\//, '');
  const path = pathname === '/shop/lab/' ? PAGE : inside === pathname ? '' : join(DIST, decodeURI(inside));
  if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  return createReadStream(path).pipe(response);
});
const pages = usePages();
const folder = mkdtempSync(join(tmpdir(), 'koubo-embed-'));
let address = '';

beforeAll(async () => {
  await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/shop/lab/`;
});
afterAll(() => void site.close());

async function open(): Promise<{ page: Page; asked: string[] }> {
  const page = await pages.open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  return { page, asked };
}

/** The bytes of the video that the page shows. */
const shown = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const video = document.getElementById('result') as HTMLVideoElement;
    return [...new Uint8Array(await (await fetch(video.src)).arrayBuffer())];
  });

/** What lies in the folder that the engine writes to. */
const left = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle('koubo-engine')).keys()) names.push(name);
    return names;
  });

it('makes a video in a page of another site, and asks nobody else for anything', async () => {
  const { page, asked } = await open();
  const speech = join(folder, 'speech.wav');
  writeFileSync(speech, clicked());
  await page.locator('#video').setInputFiles(speech);
  await expect.poll(() => page.locator('#said').textContent()).toContain('input/no-video');
  await page.locator('#video').setInputFiles(fixture('face.mp4'));
  await page.locator('#speech').setInputFiles(speech);
  await page.locator('#start').click();
  // Stopped in the middle, it leaves nothing and can begin again.
  await expect.poll(() => page.locator('#progress').getAttribute('value').then(Number)).toBeGreaterThan(0);
  await page.locator('#stop').click();
  await expect.poll(() => page.locator('#said').textContent()).toBe('Stopped.');
  await page.locator('#start').click();
  await page.locator('#result').waitFor({ timeout: 120_000 });
  const out = join(folder, 'out.mp4');
  writeFileSync(out, Uint8Array.from(await shown(page)));
  expectVideo(out, { source: fixture('face.mp4'), seconds: 3 });
  expect(await frameNumbers(out)).toEqual(pingPong(3 * FPS, FACE_SECONDS * FPS));
  expect(await left(page)).toHaveLength(1);
  const foreign = asked.filter((url) => !url.startsWith('blob:') && !url.startsWith(address));
  expect(foreign).toEqual([]);
});
