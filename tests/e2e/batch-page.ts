import type { Page } from 'playwright-core';
import { confirmUse, part } from '../../scripts/studio-page';

/** Goes to the batch mode and gives it files; waits until each was looked at. */
export async function giveHeaps(
  page: Page,
  videos: readonly string[],
  speeches: readonly string[],
  timeout = 60_000,
): Promise<void> {
  await part(page, 'mode-batch').check({ force: true });
  await part(page, 'heap-video-input').setInputFiles([...videos]);
  await part(page, 'heap-speech-input').setInputFiles([...speeches]);
  const all = videos.length + speeches.length;
  await page.waitForFunction(
    (wanted) =>
      document.querySelectorAll('[data-testid=heap-file]:not([data-state=checking])').length === wanted,
    all,
    { timeout },
  );
}

/** Presses the button as a hand does, which takes a while, and meanwhile what is above it becomes higher. */
async function pressWhileMoving(page: Page): Promise<void> {
  const button = part(page, 'batch-add');
  await button.and(page.locator(':enabled')).waitFor();
  await button.hover();
  await page.mouse.down();
  await part(page, 'batch-totals').evaluate((totals) => (totals.style.marginTop = '200px'));
  await page.mouse.up();
}

/** Puts the batch into the queue, confirming what the page asks, and waits for the queue's page. */
export async function addBatch(page: Page): Promise<void> {
  await pressWhileMoving(page);
  const question = part(page, 'consent');
  await question.or(part(page, 'queue-job').first()).first().waitFor({ timeout: 60_000 });
  if (await question.isVisible()) await confirmUse(page);
  await part(page, 'queue-job').first().waitFor({ timeout: 60_000 });
}

/** Rows of the queue as `video + speech: phase`, in the order of the page. */
export async function queueRows(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('[data-testid=queue-job]'), (row) => {
      const parts = row.querySelectorAll('h3 > span:not(.visually-hidden)');
      const names = Array.from(parts, (name) => name.textContent);
      return `${names.join(' + ')}: ${row.dataset.phase}`;
    }),
  );
}

/** Waits until nothing runs or waits any more. */
export async function untilIdle(page: Page, timeout = 300_000): Promise<void> {
  await page.waitForFunction(
    () => {
      const rows = Array.from(document.querySelectorAll<HTMLElement>('[data-testid=queue-job]'));
      return (
        rows.length > 0 && rows.every((row) => /^(done|failed|cancelled)$/.test(row.dataset.phase ?? ''))
      );
    },
    undefined,
    { timeout },
  );
}

/** Waits until a job of the queue is in a phase. */
export async function untilPhase(page: Page, phase: string, timeout = 120_000): Promise<void> {
  await page.locator(`[data-testid=queue-job][data-phase=${phase}]`).first().waitFor({ timeout });
}
