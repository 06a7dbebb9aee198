import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { PROBE } from '../../src/app/offline/ways-out';
import { launch, PATIENCE_MS, type LaunchOptions } from '../../scripts/chromium';
import { serve, type Served } from '../../scripts/serve';
import type { Farm } from '../../scripts/serve/farm-gate';
import { pageUrl, type PageQuery } from '../../scripts/studio-page';
import { sharedBrowser } from './browser';
import { PageLog } from './evidence';
import { makeKnown } from './known';

/** For `vi.waitFor`, which by itself ends after a second; polls are set in the configuration. */
export const SOON = { timeout: 30_000 };

export type StudioOptions = LaunchOptions & {
  isolation?: boolean;
  /** Lets the app keep itself for use without a network: it downloads all its files beside the job. */
  offline?: boolean;
  /** A farm that the app's own server offers. Asked for when the test file begins. */
  farm?: () => Farm;
  /** The app has had the drawn faces and voices before: a job with them does not look and listen again. */
  known?: boolean;
};

export type Studio = {
  readonly url: string;
  /** Opens the app in a fresh context: nothing is stored, no file is given. */
  open(query?: PageQuery): Promise<Page>;
  /** A path in a folder that is gone after the file's tests. */
  scratch(name: string): string;
  /** Addresses of all requests since the test began. */
  readonly requests: readonly string[];
  /** What the Content-Security-Policy refused since the test began; a test that provokes a refusal takes it out. */
  takeViolations(): string[];
};

/**
 * A served app for all tests of a file, in the browser of all files where it needs none of its own. After each test its
 * pages are closed, and the test fails if any of them threw an error, asked for anything outside the app's own origin,
 * or did what its policy refuses. What tells why a test failed stays in `tests/out`.
 */
export function useStudio({
  isolation = true,
  offline = false,
  known = false,
  farm,
  ...options
}: StudioOptions = {}): Studio {
  let served: Served;
  let browser: Browser;
  let folder: string;
  let contexts: BrowserContext[] = [];
  let requests: string[] = [];
  let faults: Error[] = [];
  let refused: string[] = [];
  let begun = 0;
  const log = new PageLog();
  const own = Object.keys(options).length > 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'koubo-e2e-'));
    // The privacy page tries itself what is refused.
    const hear = (report: string) => void (report.includes(PROBE) || refused.push(report));
    served = await serve({ port: 0, isolation, onViolation: hear, ...(farm && { farm: farm() }) });
    if (own) browser = await launch(options);
  });

  beforeEach(() => {
    begun = Date.now();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await log.keep(task, { folder, since: begun });
    log.clear();
    await Promise.all(contexts.map((context) => context.close()));
    const foreign = requests.filter((url) => !isOwn(url, served.url));
    const [thrown, violations] = [faults, refused];
    [contexts, requests, faults, refused] = [[], [], [], []];
    expect(foreign).toEqual([]);
    expect(thrown).toEqual([]);
    expect(violations).toEqual([]);
  });

  afterAll(async () => {
    if (own) await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get url() {
      return served.url;
    },
    get requests() {
      return requests;
    },
    takeViolations: () => refused.splice(0),
    scratch: (name) => join(folder, name),
    async open(query = {}) {
      if (!own) browser = await sharedBrowser();
      const context = await browser.newContext({
        acceptDownloads: true,
        serviceWorkers: offline ? 'allow' : 'block',
        viewport: { width: 1280, height: 900 },
      });
      context.setDefaultTimeout(PATIENCE_MS);
      contexts.push(context);
      context.on('request', (request) => requests.push(request.url()));
      context.on('page', (page) => log.watch(page));
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error));
      await page.goto(pageUrl(served.url, query));
      if (known) await makeKnown(page, browser);
      return page;
    },
  };
}

/** `blob:` addresses name their origin, `data:` ones leave nowhere. */
function isOwn(url: string, base: string): boolean {
  return url.startsWith('data:') || url === PROBE || new URL(url).origin === new URL(base).origin;
}
