import type { CDPSession, Page } from 'playwright-core';
import { launchProfile } from '../scripts/chromium';
import { part } from '../scripts/studio-page';
import { storeResults } from '../tests/fixtures/stored-results';
import { children, watchMemory } from '../scripts/process-memory';
import type { BenchOptions } from './options';
import { megabytes, table } from './table';

const COUNT = 5000;
/** Frames that are scrolled, and by how many pixels each. */
const SCROLL = { frames: 300, pixels: 90 };
const FILES = 4;

type Scroll = {
  /** Milliseconds from frame to frame: in the middle, of one in twenty, the longest. */
  median: number;
  p95: number;
  longest: number;
  /** Milliseconds of the page's main thread for each frame, by its own clock: not lengthened by other programs. */
  work: number;
  /** Most items that were drawn at once. */
  drawn: number;
};

/** Seconds that the page's main thread has worked so far. */
async function threadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

/** Scrolls the page frame by frame. */
async function scroll(page: Page): Promise<Scroll> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await threadSeconds(session);
  const { times, drawn } = await page.evaluate(async ({ frames, pixels }) => {
    const times: number[] = [];
    let drawn = 0;
    scrollTo(0, 0);
    for (let i = 0; i <= frames; i++) {
      times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
      drawn = Math.max(drawn, document.querySelectorAll('article').length);
      scrollBy(0, pixels);
    }
    return { times, drawn };
  }, SCROLL);
  const work = (1000 * ((await threadSeconds(session)) - before)) / SCROLL.frames;
  await session.detach();
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  gaps.sort((a, b) => a - b);
  const at = (share: number) => gaps[Math.floor(share * (gaps.length - 1))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), longest: at(1), work, drawn };
}

/** The list of 5,000 results, and beside it a page of the same height that holds nothing: what the machine can do. */
async function benchScroll(page: Page): Promise<Record<string, Scroll>> {
  const rows: Record<string, Scroll> = {};
  for (const view of ['grid', 'list'] as const) {
    await part(page, `results-${view}`).click();
    rows[view] = await scroll(page);
  }
  await page.evaluate(() => {
    const tall = document.createElement('div');
    tall.style.height = '400000px';
    document.body.replaceChildren(tall);
  });
  rows['empty page'] = await scroll(page);
  return rows;
}

/** Packs a few large results into one archive at a place that the user chose. */
async function benchZip(page: Page, bytes: number, idle: number) {
  await page.evaluate(() => {
    // The dialog of the system cannot be pressed by a program; the handle that it gives is a real one.
    const place = navigator.storage
      .getDirectory()
      .then((root) => root.getFileHandle('bench.zip', { create: true }));
    // No function with a name in here: the loader that runs this file would mark it with a helper the page lacks.
    Reflect.set(window, 'showSaveFilePicker', () => place);
    // How long the page does not answer.
    const told = window as unknown as { longest: number };
    told.longest = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      told.longest = Math.max(told.longest, now - last - 50);
      last = now;
    }, 50);
  });
  await part(page, 'results-all').check();
  const memory = watchMemory(children());
  const start = performance.now();
  await part(page, 'results-zip').click();
  await part(page, 'zip-done').waitFor({ timeout: 3_600_000 });
  const seconds = (performance.now() - start) / 1000;
  const peakBytes = memory.stop();
  const longestBlock = await page.evaluate(() => (window as unknown as { longest: number }).longest);
  return { bytes, seconds, peakBytes, overIdle: peakBytes - idle, longestBlock };
}

/** Long lists and large archives of results, in a profile on disk. */
export async function benchResults(url: string, { zipBytes }: BenchOptions) {
  const profile = await launchProfile();
  try {
    const page = await profile.context.newPage();
    const open = async () => {
      await page.goto(new URL('#/results', url).href);
      await part(page, 'results-empty').or(part(page, 'result-item')).first().waitFor();
    };
    await open();
    await storeResults(page, FILES, zipBytes / FILES);
    await part(page, 'result-item').first().waitFor();
    const idle = watchMemory(children());
    await page.waitForTimeout(2000);
    const zip = await benchZip(page, zipBytes, idle.stop());
    await storeResults(page, COUNT);
    await part(page, 'result-item').first().waitFor();
    const scrolls = await benchScroll(page);
    console.log(
      table(
        ['5,000 results', 'median ms', 'p95 ms', 'longest ms', 'work ms a frame', 'items drawn'],
        Object.entries(scrolls).map(([view, { median, p95, longest, work, drawn }]) => [
          view,
          ...[median, p95, longest, work].map((each) => each.toFixed(1)),
          String(drawn),
        ]),
      ),
    );
    console.log(
      `ZIP of ${(zipBytes / 1e9).toFixed(1)} GB: ${zip.seconds.toFixed(0)} s, ${(zipBytes / 1e6 / zip.seconds).toFixed(0)} MB/s, ` +
        `peak memory ${megabytes(zip.peakBytes)} (${megabytes(zip.overIdle)} over idle), ` +
        `page never silent for more than ${zip.longestBlock.toFixed(0)} ms`,
    );
    return { scrolls, zip };
  } finally {
    await profile.close();
  }
}
