import { parse } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { part } from '../../scripts/studio-page';
import { addBatch, giveHeaps, untilIdle } from '../e2e/batch-page';
import type { Studio } from '../e2e/studio';
import type { Case } from '../formats/cases';
import { faultsOf } from '../formats/faults';
import { writeCases } from '../formats/files';

/** Milliseconds that a batch of files may take. */
export const BATCH_MS = 500_000;

/** Saves what became of a file in the queue; null with the reason where nothing did. */
export async function saveOutcome(
  studio: Studio,
  page: Page,
  source: string,
): Promise<{ path: string | null; why: string }> {
  const { base, name } = parse(source);
  const row = page.locator('[data-testid=queue-job]', { hasText: base });
  if ((await row.getAttribute('data-phase')) !== 'done')
    return { path: null, why: await row.getByTestId('queue-error').innerText() };
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByTestId('queue-download').click(),
  ]);
  const path = studio.scratch(`${name}.out.mp4`);
  await download.saveAs(path);
  return { path, why: '' };
}

/** Dubs each file with its own sound in one batch: all is read, and nothing but the mouth is changed. */
export async function expectHarmless(studio: Studio, cases: readonly Case[]): Promise<void> {
  const files = writeCases(cases, studio.scratch(''));
  const page = await studio.open({ label: 'off' });
  await giveHeaps(page, [...files.values()], [...files.values()]);
  await part(page, 'pairing-names').check({ force: true });
  await addBatch(page);
  await untilIdle(page, BATCH_MS);
  const wrong: string[] = [];
  for (const [one, source] of files) {
    const { path, why } = await saveOutcome(studio, page, source);
    wrong.push(...(path ? faultsOf(one, source, path) : [why]).map((fault) => `${one.file}: ${fault}`));
  }
  expect(wrong).toEqual([]);
}
