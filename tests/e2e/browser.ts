import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { launch } from '../../scripts/chromium';
import { PageLog } from './evidence';

let running: Promise<Browser> | null = null;

/**
 * The Chromium of all test files that run in this process. It is never closed: it ends with the process. Tests keep
 * apart by contexts, and close those they open.
 */
export async function sharedBrowser(): Promise<Browser> {
  const known = await running?.catch(() => null);
  // A browser that has crashed fails the test that it crashed in, and no other.
  if (!known?.isConnected()) running = launch();
  return running as Promise<Browser>;
}

/** Pages of any address in the browser of all files, each in a fresh context; they are closed after each test. */
export function usePages(): { open(options?: BrowserContextOptions): Promise<Page> } {
  const log = new PageLog();
  let open: Page[] = [];
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await log.keep(task);
    log.clear();
    await Promise.all(open.map((page) => page.context().close()));
    open = [];
  });
  return {
    async open(options) {
      const page = await (await sharedBrowser()).newPage(options);
      log.watch(page);
      open.push(page);
      return page;
    },
  };
}
