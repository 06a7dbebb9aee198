import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { startLab, type Lab } from '../../scripts/lab';
import type { JobRecord, JobWish } from '../../scripts/lab/jobs';
import { PageLog } from '../e2e/evidence';
import { fixture } from '../fixtures/make';

export type Dubbed = JobRecord & { readonly out: string };

export type TestLab = {
  /** The page that has the app's modules and workers. */
  readonly lab: Lab;
  /** A path in a folder that is gone after the file's tests. */
  scratch(name: string): string;
  /** A whole job; files are paths, or names of fixtures. */
  dub(video: string, speech: string, wish?: JobWish): Promise<Dubbed>;
  /** Addresses of all requests since the test began. */
  readonly requests: readonly string[];
};

let running: Promise<Lab> | null = null;

/** One page in one browser for all files of the lane, so that what is loaded and known stays so. */
const sharedLab = () => (running ??= startLab({ webgpu: true, server: inject('labServer') }));

/**
 * The lab page for the tests of a file. A test fails if the page threw an error meanwhile or asked for anything outside
 * its own origin. What tells why a test failed stays in `tests/out`.
 */
export function useLab(): TestLab {
  let lab: Lab;
  let folder: string;
  let begun = 0;
  let requests: string[] = [];
  let faults: Error[] = [];
  let results = 0;
  const log = new PageLog();
  const onRequest = (request: { url(): string }) => void requests.push(request.url());
  const onFault = (error: Error) => void faults.push(error);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'koubo-lab-'));
    lab = await sharedLab();
    lab.page.context().on('request', onRequest);
    lab.page.on('pageerror', onFault);
  });
  beforeEach(() => {
    [begun, requests, faults] = [Date.now(), [], []];
    log.watch(lab.page);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await log.keep(task, { folder, since: begun });
    log.clear();
    const { origin } = new URL(lab.page.url());
    const isOwn = (url: string) => url.startsWith('data:') || new URL(url).origin === origin;
    expect(requests.filter((url) => !isOwn(url))).toEqual([]);
    expect(faults).toEqual([]);
  });
  afterAll(() => {
    lab?.page.context().off('request', onRequest);
    lab?.page.off('pageerror', onFault);
    rmSync(folder, { recursive: true, force: true });
  });

  const pathOf = (name: string) => (name.includes('/') ? name : fixture(name));
  return {
    get lab() {
      return lab;
    },
    get requests() {
      return requests;
    },
    scratch: (name) => join(folder, name),
    async dub(video, speech, wish = {}) {
      const out = join(folder, `result-${results++}.${wish.settings?.format ?? 'mp4'}`);
      return { ...(await lab.dub(pathOf(video), pathOf(speech), out, wish)), out };
    },
  };
}
