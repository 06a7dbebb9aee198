import type { Page } from 'playwright-core';
import type { SubtitleKind } from './adjust';
import { errorAt, part } from './page';

/** How far a running job is, as the page shows it. */
export type Seen = {
  percent: number;
  step: string;
  timeLeft: string;
  /** Null where nobody can say yet. */
  secondsLeft: number | null;
};

async function look(page: Page): Promise<Seen | null> {
  // No function of its own in here: the loader that runs this file would mark it with a helper the page lacks.
  return page.evaluate(() => {
    const [bar, stage, left] = ['progress', 'stage', 'time-left'].map((id) =>
      document.querySelector<HTMLElement>(`[data-testid="${id}"]`),
    );
    if (!bar) return null;
    return {
      percent: Number(bar.getAttribute('aria-valuenow') ?? 0),
      step: stage?.dataset.step ?? '',
      timeLeft: left?.innerText.trim() ?? '',
      secondsLeft: left?.dataset.seconds ? Number(left.dataset.seconds) : null,
    };
  });
}

/** Seconds of each stage and in total, as measured by the page. */
export type Timings = Record<string, number>;
export type Finished = {
  timings: Timings;
  device: string;
  /** Who speaks, counted from 1, and why; null where there is nobody else. */
  speaker: { person: number; by: string } | null;
  /** What is worth knowing of the result, in the page's language. */
  notes: string[];
};

export type WaitOptions = {
  /** Seconds before giving up. */
  timeout?: number;
  onProgress?: (seen: Seen) => void;
};

/** Milliseconds between two looks at a job's progress. */
const LOOK_MS = 200;
/** The same where only its end is waited for: each question takes time from the work that is measured. */
const ASK_MS = 500;

async function speakerOf(page: Page): Promise<Finished['speaker']> {
  const told = part(page, 'result-speaker');
  if (!(await told.isVisible())) return null;
  const [person, by] = [await told.getAttribute('data-person'), await told.getAttribute('data-by')];
  return { person: Number(person), by: by ?? '' };
}

/** Waits until the job that runs has a result. Throws the `PageError` shown instead, or an `Error` at the timeout. */
export async function waitForResult(
  page: Page,
  { timeout = 3600, onProgress }: WaitOptions = {},
): Promise<Finished> {
  const result = part(page, 'result');
  const settled = result.or(part(page, 'job-error')).first();
  const end = Date.now() + timeout * 1000;
  while (Date.now() < end) {
    if (await settled.isVisible()) {
      const error = await errorAt(page, 'job');
      if (error) throw error;
      const timings = JSON.parse((await result.getAttribute('data-timings')) ?? '{}') as Timings;
      const device = (await result.getAttribute('data-device')) ?? '';
      return {
        timings,
        device,
        speaker: await speakerOf(page),
        notes: await part(page, 'result-note').allInnerTexts(),
      };
    }
    const seen = onProgress && (await look(page));
    if (seen) onProgress(seen);
    await new Promise((resolve) => setTimeout(resolve, onProgress ? LOOK_MS : ASK_MS));
  }
  throw new Error(`No result after ${timeout} s.`);
}

/** Presses the download button, stores the file at `path`, and returns the name the page gave it. */
export async function saveResult(page: Page, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), part(page, 'download').click()]);
  await download.saveAs(path);
  return download.suggestedFilename();
}

/** The same with what is said in the result. */
export async function saveSubtitles(page: Page, kind: SubtitleKind, path: string): Promise<void> {
  const button = part(page, `subtitles-${kind}`);
  if (!(await button.isVisible())) throw new Error('No line has words that a file of subtitles could hold.');
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await download.saveAs(path);
}
