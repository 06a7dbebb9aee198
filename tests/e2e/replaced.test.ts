import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DIST, serve, type Served } from '../../scripts/serve';
import { part } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { addBatch, giveHeaps, queueRows, untilIdle, untilPhase } from './batch-page';
import { usePages } from './browser';
import { makeVersion, temporary } from './offline-app';

const pages = usePages();
const scratch = temporary('replaced');
const folder = join(scratch.folder, 'app');
let served: Served;

beforeAll(async () => {
  cpSync(DIST, folder, { recursive: true });
  served = await serve({ port: 0, root: folder });
});
afterAll(async () => {
  await served.close();
  scratch.remove();
});

it('a page without a service worker says that the app was replaced; what waits goes on in the next page', async () => {
  const page = await pages.open({ serviceWorkers: 'block' });
  await page.goto(served.url);
  await giveHeaps(page, [fixture('face-short.mp4')], [fixture('voice.wav'), fixture('voice-own.wav')]);
  await addBatch(page);
  await untilPhase(page, 'analysing');
  const next = join(scratch.folder, 'next');
  await makeVersion(next, 'B');
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  cpSync(next, folder, { recursive: true });
  for (const name of readdirSync(join(folder, 'assets')))
    if (/^(render|speech|track)\.worker-/.test(name)) rmSync(join(folder, 'assets', name));

  await part(page, 'update').waitFor({ timeout: 120_000 });
  expect(await part(page, 'update').innerText()).toContain('Koubo was updated');
  const rows = await queueRows(page);
  expect(rows.filter((row) => row.endsWith(': failed'))).toEqual([]);
  expect(rows.filter((row) => row.endsWith(': waiting')).length).toBeGreaterThanOrEqual(1);

  cpSync(next, folder, { recursive: true });
  await Promise.all([page.waitForEvent('load'), part(page, 'update-reload').click()]);
  expect(await page.locator('html').getAttribute('data-version')).toBe('B');
  await untilIdle(page);
  expect((await queueRows(page)).map((row) => row.split(': ')[1])).toEqual(['done', 'done']);
});
