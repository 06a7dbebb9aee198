import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { externalFiles } from '../../src/engine/onnx/external-data';
import { errorAt, part } from './page';

/** A network to paint with: a file, or without one the first that is built in. */
export type NetworkJob = {
  file: string | null;
  /** What a file that nobody knows is called, and under which terms it may be used. */
  name: string;
  licence: string;
  /** Work exactly as published. */
  published: boolean;
};

/** Opens the settings, where they are not open yet. */
export async function openSettings(page: Page): Promise<void> {
  const open = await part(page, 'settings').evaluate((details) => (details as HTMLDetailsElement).open);
  if (!open) await part(page, 'settings-toggle').click();
}

/** Files in a network's folder that hold weights of it. */
function weightsBeside(network: string): string[] {
  const named = externalFiles(readFileSync(network)).map((name) => join(dirname(network), name));
  return named.filter((path) => existsSync(path));
}

/** Accepts the terms of the network that was given; one that the app has already is only chosen. */
async function acceptTerms(page: Page, { name, licence }: NetworkJob, timeout: number): Promise<void> {
  const terms = part(page, 'network-terms');
  if (!(await terms.isVisible())) return;
  if ((await terms.getAttribute('data-known')) !== 'true') {
    await part(page, 'network-name').fill(name);
    await part(page, 'network-licence').fill(licence);
  }
  await part(page, 'network-agree').check();
  await part(page, 'network-accept').click();
  // Until then a network that is built in may be the one that paints.
  await terms.waitFor({ state: 'detached', timeout });
}

/** Chooses the Wav2Lip engine and its network, by the page's own controls. Throws the `PageError` shown instead. */
export async function useNetwork(page: Page, job: NetworkJob, timeout = 300_000): Promise<void> {
  await part(page, 'engine-wav2lip').check({ force: true });
  if (job.file !== null) {
    await part(page, 'network-input').setInputFiles([job.file, ...weightsBeside(job.file)]);
    await part(page, 'network-reading').waitFor({ state: 'detached', timeout });
    const error = await errorAt(page, 'network');
    if (error) throw error;
    await acceptTerms(page, job, timeout);
  }
  await page.locator('[data-testid=network][data-state=ready]').waitFor({ timeout });
  if (!job.published) return;
  await openSettings(page);
  await part(page, 'network-published').check();
}
