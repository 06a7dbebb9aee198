import type { Page } from 'playwright-core';
import { errorAt, part } from './page';

/** Who confirms, unless it is said otherwise, that a video may be used. */
export const DEFAULT_CONSENT = 'command line';

/** Files are named by their content before the page asks: gigabytes are read for that. */
export const NAMING_MS = 600_000;

/**
 * Presses start and, where the page asks whether the video may be used, confirms it in the name of `by`. Comes back
 * when the job is in the queue, or has failed before. Throws the `PageError` for which it cannot be pressed.
 */
export async function pressStart(page: Page, by = DEFAULT_CONSENT): Promise<void> {
  // What is known before the start keeps its button from being pressed.
  const start = part(page, 'start');
  const error = (await start.isEnabled()) ? null : await errorAt(page, 'job');
  if (error) throw error;
  await start.click();
  const question = part(page, 'consent');
  const begun = ['progress', 'job-error', 'result'].map((id) => part(page, id));
  const queued = page.locator('[data-testid=waiting][data-queued=true]');
  await begun
    .reduce((all, each) => all.or(each), question.or(queued))
    .first()
    .waitFor({ timeout: NAMING_MS });
  if (await question.isVisible()) await confirmUse(page, by);
}

/** Answers the page's question whether videos may be used, in the name of `by`. */
export async function confirmUse(page: Page, by = DEFAULT_CONSENT): Promise<void> {
  await part(page, 'consent-by').fill(by);
  await part(page, 'consent-agree').check();
  await part(page, 'consent-confirm').click();
  await part(page, 'consent').waitFor({ state: 'detached' });
}
