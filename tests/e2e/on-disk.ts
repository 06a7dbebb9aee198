import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchProfile, program, type Profile } from '../../scripts/chromium';
import { serve, type Served } from '../../scripts/serve';
import { queueRows } from './batch-page';
import { filesIn } from './stored-in-page';

/** A served app in a browser whose profile lies on the disk and outlasts it. */
export type OnDisk = {
  readonly url: string;
  /** A folder for the files of the test, gone afterwards. */
  readonly scratch: string;
  /** The profile's folder. */
  readonly folder: string;
  /** Starts the browser on the profile and goes to the queue. */
  start(): Promise<Page>;
  /** Ends every process of the browser at once, as a crash of the machine would. */
  kill(): void;
  /** Takes the profile as it lies on the disk at one moment, ends the browser, and goes on with that copy. */
  cutPower(): void;
};

/** Sends a signal to every process of a browser: each names the profile's folder among its arguments. */
const signal = (name: string, folder: string) =>
  spawnSync(program('pkill', 'procps'), [`-${name}`, '-f', '--', folder]);

/** For all tests of a file; fails where a process of the browser outlasts it. */
export function useOnDisk(): OnDisk {
  let served: Served;
  let scratch: string;
  let folder: string;
  let copies = 0;
  let profile: Profile | null = null;

  beforeAll(async () => {
    served = await serve({ port: 0 });
    scratch = mkdtempSync(join(tmpdir(), 'koubo-crash-'));
    folder = join(scratch, 'profile-0');
  });
  afterAll(async () => {
    await profile?.close().catch(() => {});
    await served.close();
    const left = spawnSync(program('pgrep', 'procps'), ['-f', '--', scratch]).stdout.toString();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    expect(left.trim()).toBe('');
  });

  return {
    get url() {
      return served.url;
    },
    get scratch() {
      return scratch;
    },
    get folder() {
      return folder;
    },
    async start() {
      profile = await launchProfile({ folder });
      const page = profile.context.pages()[0] ?? (await profile.context.newPage());
      await page.goto(`${served.url}#/queue`);
      return page;
    },
    kill() {
      signal('KILL', folder);
      profile = null;
    },
    cutPower() {
      const before = folder;
      // Nobody writes while it is read.
      signal('STOP', before);
      folder = join(scratch, `profile-${++copies}`);
      cpSync(before, folder, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) });
      signal('KILL', before);
      profile = null;
      rmSync(before, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const isIdle = async (page: Page) =>
  (await queueRows(page)).every((row) => /: (done|failed|cancelled)$/.test(row));

/** Waits until a picture is being written, or nothing is left to do. */
export async function untilRendering(page: Page): Promise<void> {
  for (const give = performance.now() + 60_000; performance.now() < give; await page.waitForTimeout(100)) {
    if ((await filesIn(page, 'results')).some((name) => name.endsWith('.part'))) return;
    if (await isIdle(page)) return;
  }
}

/** Waits until so many files are copied into the page's storage. */
export async function untilCopied(page: Page, files: number): Promise<void> {
  const copied = () =>
    page.evaluate(async () => {
      const inputs = await (await navigator.storage.getDirectory()).getDirectoryHandle('inputs');
      let copies = 0;
      for await (const [, handle] of inputs.entries())
        copies += (await (handle as FileSystemFileHandle).getFile()).size > 0 ? 1 : 0;
      return copies;
    });
  await expect.poll(copied).toBeGreaterThanOrEqual(files);
}
