import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { giveFile, pageUrl, pressStart, waitForResult } from '../../scripts/studio-page';
import { untilDatabase } from '../fixtures/database';
import { fixture } from '../fixtures/make';

/** One file of the app's cache: its name and its bytes in base64. */
type Kept = { readonly id: string; readonly bytes: string };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the app has had before: each video and each speech once. */
const JOBS = [
  ['face.mp4', 'voice.wav'],
  ['face-short.mp4', 'voice-long.wav'],
  ['face-mute.mp4', 'voice.wav'],
] as const;

let found: Promise<readonly Kept[]> | null = null;

/**
 * Puts into a page's storage what a job finds out about the drawn faces and voices, as if it had had them before.
 * Finding it out is most of a short job, and what most tests want of a job comes after it. `job`, `clips`, `policy`,
 * `cache`, `offline` and others find it out anew, in the same build.
 */
export async function makeKnown(page: Page, browser: Browser): Promise<void> {
  found ??= findOut(browser, new URL(page.url()).origin).catch((reason: unknown) => {
    // One failure is one test's, and the next one tries again.
    found = null;
    throw reason;
  });
  await untilDatabase(page);
  await page.evaluate(
    async (all) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle('cache', { create: true });
      for (const { id, bytes } of all) {
        const file = await (await folder.getFileHandle(id, { create: true })).createWritable();
        await file.write(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)));
        await file.close();
      }
    },
    await found,
  );
}

/** By jobs in the built app, once for each build: where another process is at it, its answer is waited for. */
async function findOut(browser: Browser, origin: string): Promise<readonly Kept[]> {
  const build = createHash('sha256')
    .update(readFileSync(join(ROOT, 'dist/index.html')))
    .digest('hex');
  const folder = join(ROOT, '.cache/known');
  const path = join(folder, `${build.slice(0, 16)}.json`);
  mkdirSync(folder, { recursive: true });
  while (!existsSync(path)) {
    if (!takeTurn(`${path}.turn`)) {
      await setTimeout(500);
      continue;
    }
    try {
      const all = await makeAll(browser, origin);
      writeFileSync(`${path}.part`, JSON.stringify(all));
      renameSync(`${path}.part`, path);
    } finally {
      rmSync(`${path}.turn`, { recursive: true });
    }
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Kept[];
}

/** A turn that was not given back in this time is that of a process that ended. */
const TURN_MS = 600_000;

/** False where it is another process's turn. */
function takeTurn(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > TURN_MS) rmSync(path, { recursive: true, force: true });
  } catch {
    // Nobody's turn, or just given back.
  }
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}

async function makeAll(browser: Browser, origin: string): Promise<Kept[]> {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  try {
    for (const [video, speech] of JOBS) {
      await page.goto(pageUrl(origin));
      await giveFile(page, 'video', fixture(video));
      await giveFile(page, 'speech', fixture(speech));
      await pressStart(page);
      await waitForResult(page);
    }
    return await readCache(page);
  } finally {
    await page.context().close();
  }
}

const readCache = (page: Page): Promise<Kept[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('cache');
    const all: { id: string; bytes: string }[] = [];
    for await (const [id, handle] of folder.entries()) {
      const bytes = new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer());
      let letters = '';
      for (const byte of bytes) letters += String.fromCharCode(byte);
      all.push({ id, bytes: btoa(letters) });
    }
    return all;
  });
