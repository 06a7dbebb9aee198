import { setTimeout } from 'node:timers/promises';
import { launchProfile, type Profile } from '../scripts/chromium';
import { dub } from '../scripts/dub';
import { videoOf } from '../scripts/ffmpeg';
import { pageUrl, type DubJob, type Timings } from '../scripts/studio-page';
import { children, watchMemory, watchProcessor } from '../scripts/process-memory';

/** What one job cost. */
export type Cost = {
  readonly timings: Timings;
  /** Length of the result over the time it took. */
  readonly timesRealTime: number;
  /** Peak memory of the browser's whole process tree, bytes. */
  readonly peakBytes: number;
  /** Seconds that all of it kept processors busy, with the start of the browser's own pages. */
  readonly processorSeconds: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
};

/** What `work` does in a browser of its own, and the peak memory and the processor time of that browser's process tree meanwhile. */
export async function watched<T>(
  start: () => Promise<Profile>,
  work: (profile: Profile) => Promise<T>,
): Promise<{ done: T; peakBytes: number; processorSeconds: number }> {
  const before = children();
  const profile = await start();
  const roots = new Set([...children()].filter((pid) => !before.has(pid)));
  const [memory, processor] = [watchMemory(roots), watchProcessor(roots)];
  try {
    const done = await work(profile);
    return { done, peakBytes: memory.stop(), processorSeconds: processor.stop() };
  } finally {
    memory.stop();
    processor.stop();
    await profile.close();
  }
}

/** Seconds after which Chromium 156 has started all that it starts by itself. */
const SETTLED_SECONDS = 240;

/**
 * A browser in which nothing more comes by itself. After three minutes Chromium starts its service for on-device models,
 * which takes 56 MB whatever page is open: short jobs and an idle tab would be measured without it, long jobs with it.
 */
export async function launchSettled(): Promise<Profile> {
  const profile = await launchProfile();
  await setTimeout(SETTLED_SECONDS * 1000);
  return profile;
}

/** Seconds for which the page that does nothing is watched. */
const IDLE_SECONDS = 10;

/** Peak memory of the browser's process tree while the page is open and nothing has been asked of it, bytes. */
export async function idleBytes(url: string): Promise<number> {
  const { peakBytes } = await watched(launchSettled, async ({ context }) => {
    const page = await context.newPage();
    await page.goto(pageUrl(url));
    await page.waitForTimeout(IDLE_SECONDS * 1000);
  });
  return peakBytes;
}

/** One job in a browser of its own, through the page's buttons, its cost measured. */
export async function measureDub(url: string, job: DubJob, start = launchProfile): Promise<Cost> {
  const { done, ...cost } = await watched(start, ({ context }) => dub(context, url, job, { label: 'off' }));
  const { duration: seconds, width, height } = videoOf(job.out);
  const total = done.timings.total ?? NaN;
  return { timings: done.timings, timesRealTime: seconds / total, ...cost, seconds, width, height };
}
