import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { writeServiceWorker } from '../../scripts/build/offline';
import { DIST } from '../../scripts/serve';
import { part } from '../../scripts/studio-page';

/** A folder in the system's temporary one, gone after `remove`. */
export function temporary(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `koubo-${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Makes another version of the built app in `folder`: its entry script says `name` on the root element. */
export async function makeVersion(folder: string, name: string): Promise<void> {
  cpSync(DIST, folder, { recursive: true });
  const [, entry = ''] =
    /src="\.\/assets\/(index-[^"]+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? [];
  const [assets, renamed] = [join(folder, 'assets'), `index-${name}.js`];
  const code = readFileSync(join(assets, entry), 'utf8');
  rmSync(join(assets, entry));
  writeFileSync(join(assets, renamed), `${code}\ndocument.documentElement.dataset.version = '${name}';\n`);
  const scripts = readdirSync(assets).filter((each) => each.endsWith('.js'));
  for (const path of [join(folder, 'index.html'), ...scripts.map((each) => join(assets, each))]) {
    const text = readFileSync(path, 'utf8');
    if (text.includes(entry)) writeFileSync(path, text.replaceAll(entry, renamed));
  }
  // The test runner's own value would make a development build of it.
  vi.stubEnv('NODE_ENV', 'production');
  await writeServiceWorker(folder);
  vi.unstubAllEnvs();
}

/** Waits until all of the app is kept for use without a network. */
export async function waitUntilKept(page: Page): Promise<void> {
  await page
    .locator('[data-testid=offline-state][data-state=ready]')
    .waitFor({ state: 'attached', timeout: 120_000 });
}

export const versionOf = (page: Page) => page.locator('html').getAttribute('data-version');

/** Takes the version that the page offers, and waits for the page of that version. */
export async function takeUpdate(page: Page): Promise<void> {
  await part(page, 'update-reload').waitFor({ timeout: 60_000 });
  await Promise.all([page.waitForEvent('load'), part(page, 'update-reload').click()]);
}

/** What the service worker's store holds: SHA-256 of each file, sorted. */
export async function keptHashes(page: Page): Promise<string[]> {
  const urls = await page.evaluate(async () => {
    const all: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) all.push(url);
    return all;
  });
  return urls.map((url) => url.slice(url.lastIndexOf('/') + 1)).sort();
}

/** The hashes that a built service worker has in its list, sorted. */
export function listedHashes(folder: string): string[] {
  const code = readFileSync(join(folder, 'sw.js'), 'utf8');
  return [...new Set([...code.matchAll(/hash:[`"']([0-9a-f]{64})/g)].map(([, hash = '']) => hash))].sort();
}
