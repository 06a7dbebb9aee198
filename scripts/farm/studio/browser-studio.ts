import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchProfile, type Profile } from '../../chromium';
import { memoryOf, startedWith } from '../../process-memory';
import { dubOnPage, pageUrl, type NetworkJob } from '../../studio-page';
import type { Work } from '../work';
import { Checkpoints, pageJobId } from './checkpoints';
import { SharedAnalyses } from './shared-analyses';
import type { Made, Studio, Task } from './studio';

export type BrowserOptions = {
  /** Where the built app is served. */
  readonly url: string;
  readonly webgpu?: boolean;
  /** A browser is started anew after so many jobs, or where it holds more memory than so many bytes after one. */
  readonly jobs?: number;
  readonly mostBytes?: number;
  /** Milliseconds between two checkpoints. */
  readonly checkpointMs?: number;
};

const PREFIX = 'koubo-slot-';

/** Removes the profiles of programs that were killed. */
export function sweepProfiles(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-', 1)[0]) : NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (reason) {
    return (reason as NodeJS.ErrnoException).code === 'EPERM';
  }
}

type Running = { readonly profile: Profile; readonly folder: string };

/** Memory of a browser, where the system tells. */
const bytesOf = ({ folder }: Running): number =>
  process.platform === 'linux' ? memoryOf(startedWith(folder)) : 0;

/** A slot that works with the app in a headless Chromium of its own. */
export class BrowserStudio implements Studio {
  readonly #options: Required<BrowserOptions>;
  #running: Running | null = null;
  #jobs = 0;
  /** How many browsers were started. */
  browsers = 0;

  constructor(options: BrowserOptions) {
    const defaults = { webgpu: false, jobs: 20, mostBytes: 4 * 2 ** 30, checkpointMs: 5000 };
    this.#options = { ...defaults, ...options };
  }

  async make(task: Task): Promise<Made> {
    task.signal.throwIfAborted();
    const { profile } = (this.#running ??= await this.#launch());
    // A browser that hangs answers no request to stop; its end ends whatever waits for it.
    const stop = () => void this.close().catch(() => {});
    task.signal.addEventListener('abort', stop, { once: true });
    try {
      const page = await profile.context.newPage();
      const made = await this.#makeOn(page, task);
      await page.close();
      return made;
    } catch (reason) {
      // Whatever went wrong, the next job begins with a browser that has seen none of it.
      await this.close();
      task.signal.throwIfAborted();
      throw reason;
    } finally {
      task.signal.removeEventListener('abort', stop);
      await this.#endWorn();
    }
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#jobs = 0;
    if (!running) return;
    await running.profile.close().catch(() => {});
    rmSync(running.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #launch(): Promise<Running> {
    const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    const profile = await launchProfile({ webgpu: this.#options.webgpu, folder });
    this.browsers++;
    return { profile, folder };
  }

  /** Closes a browser that has done its share. */
  async #endWorn(): Promise<void> {
    if (!this.#running) return;
    this.#jobs++;
    const { jobs, mostBytes } = this.#options;
    if (this.#jobs >= jobs || bytesOf(this.#running) > mostBytes) await this.close();
  }

  async #makeOn(page: Page, task: Task): Promise<Made> {
    const { work, files, store, onProgress, out } = task;
    const analyses = new SharedAnalyses(store);
    const checkpoints = new Checkpoints(store, task.id);
    await page.goto(pageUrl(this.#options.url, work.query));
    await analyses.bring(page, [work.video.source, work.speech.source]);
    const share = async () => {
      for (const { source, kind } of await analyses.take(page)) task.onAnalysed(source, kind);
      await checkpoints.take(page);
    };
    const sharing = repeat(share, this.#options.checkpointMs);
    try {
      const { timings, notes } = await dubOnPage(page, {
        ...{
          video: files.video,
          speech: files.speech,
          out,
          trim: work.trim,
          sounds: work.sounds,
          fix: work.fix,
          lines: work.lines && files.lines ? { ...work.lines, ...files.lines } : null,
          consent: work.consent,
        },
        ...{ network: networkOf(work, files.network), timeout: work.timeout, onProgress },
        beforeStart: async () => {
          await checkpoints.bring(page);
          await nameNextJob(page, pageJobId(task.id));
        },
      });
      return { timings, notes };
    } finally {
      await sharing.stop();
      // The last analysis may have come after the last look; a page that is gone has none.
      for (const { source, kind } of await analyses.take(page).catch(() => [])) task.onAnalysed(source, kind);
    }
  }
}

function networkOf({ network }: Work, file: string | null): NetworkJob | null {
  if (!network) return null;
  const { name, licence, published } = network;
  return { file, name, licence, published };
}

/** Gives the job that the page makes next this name; what asks for one afterwards gets a random one again. */
const nameNextJob = (page: Page, id: string) =>
  page.evaluate((name) => {
    crypto.randomUUID = () => {
      Reflect.deleteProperty(crypto, 'randomUUID');
      return name as ReturnType<typeof crypto.randomUUID>;
    };
  }, id);

/** Does something over and over, never twice at once; what fails is tried again the next time. */
function repeat(work: () => Promise<void>, everyMs: number): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = work()
      .catch(() => {})
      .finally(() => (busy = false));
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
