import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApi } from '../../scripts/farm/api/server';
import { makeToken, TokenBook } from '../../scripts/farm/api/tokens';
import type { App } from '../../scripts/farm/api/context';
import { FarmQueue } from '../../scripts/farm/queue/queue';
import { connect } from '../../scripts/farm/redis';
import { FolderStore } from '../../scripts/farm/store/folder-store';
import { BrowserStudio } from '../../scripts/farm/studio/browser-studio';
import { redisMissing, RedisServer, withRedis } from '../../scripts/farm/testing/redis-server';
import { FarmWorker } from '../../scripts/farm/worker/worker';
import { serve, type Served } from '../../scripts/serve';
import { faults } from './axe';
import { giveFile, part, pressStart, saveResult } from '../../scripts/studio-page';
import { fixture } from '../fixtures/make';
import { temporary } from './offline-app';
import { SOON, useStudio } from './studio';

describe.skipIf(redisMissing)(`a job on the department’s machines${withRedis}`, () => {
  const scratch = temporary('farm');
  const token = makeToken({ name: 'ann', admin: false, jobs: 10, bytesADay: 1e9 });
  const store = new FolderStore(join(scratch.folder, 'store'));
  let server: RedisServer;
  let redis: Redis;
  let queue: FarmQueue;
  let api: App;
  let url = '';
  let app: Served;
  let worker: FarmWorker | null = null;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = connect(server.url);
    queue = new FarmQueue(redis, store);
    api = await buildApi({ redis, store, queue, tokens: new TokenBook([token.kept]) });
    url = await api.listen({ host: '127.0.0.1', port: 0 });
    app = await serve({ port: 0 });
  });
  const studio = useStudio({ known: true, farm: () => ({ url }) });
  afterAll(async () => {
    await worker?.close();
    await app.close();
    await api.close();
    await queue.close();
    redis.disconnect();
    await server.close();
    scratch.remove();
  });

  const expectFaultless = async (page: Page, what: string) => expect(await faults(page), what).toEqual([]);

  it('is offered, asks for an access code, is cancelled, made, survives a reload, and lies in the history', async () => {
    const page = await studio.open({ lang: 'en' });
    // By itself everything stays here, and the page says that it may be otherwise.
    expect(await part(page, 'farm-badge').innerText()).toContain('only if you choose');
    await giveFile(page, 'video', fixture('face-short.mp4'));
    await giveFile(page, 'speech', fixture('voice.wav'));
    expect(await part(page, 'place-here').isChecked()).toBe(true);
    await part(page, 'place-farm').check({ force: true });
    await part(page, 'farm-token').waitFor();
    await expectFaultless(page, 'asked for a code');
    expect(await part(page, 'start').isDisabled()).toBe(true);
    await part(page, 'farm-token').fill('x'.repeat(43));
    await part(page, 'farm-enter').click();
    await part(page, 'farm-token-wrong').waitFor();
    await part(page, 'farm-token').fill(token.token);
    await part(page, 'farm-enter').click();
    await part(page, 'place-ready').waitFor();
    expect(await part(page, 'farm-badge').innerText()).toContain('department');
    await expectFaultless(page, 'ready to begin');
    expect(studio.requests.some((each) => each.includes('/uploads/'))).toBe(false);

    // Nobody works yet: it waits there, and is gone there when it is cancelled here.
    await pressStart(page, 'Ann');
    await page.locator('[data-testid=away][data-stage=wait]').waitFor();
    await vi.waitFor(async () => expect((await queue.counts()).waiting).toBe(1), SOON);
    await expectFaultless(page, 'waiting');
    await part(page, 'cancel').click();
    await vi.waitFor(async () => expect((await queue.counts()).waiting).toBe(0), SOON);

    // Also where it waits here, put off and after a reload. Of time left nothing is told that nobody there has said.
    await part(page, 'start').click();
    await page.locator('[data-testid=away][data-stage=wait]').waitFor();
    await vi.waitFor(async () => expect((await queue.counts()).waiting).toBe(1), SOON);
    await page.goto(`${studio.url}?lang=en#/queue`);
    await page.locator('[data-testid=queue-away][data-stage=wait]').waitFor();
    expect(await part(page, 'queue-left').count()).toBe(0);
    await expectFaultless(page, 'in the queue');
    await part(page, 'queue-pause').click();
    await page.locator('[data-testid=queue-job][data-phase=waiting] [data-testid=queue-away]').waitFor();
    await page.locator('[data-testid=queue-job]:not(.active)').waitFor();
    await page.reload();
    expect((await queue.counts()).waiting).toBe(1);
    await part(page, 'queue-cancel').click();
    await vi.waitFor(async () => expect((await queue.counts()).waiting).toBe(0), SOON);
    await page.goto(`${studio.url}?lang=en#/`);

    const slot = new BrowserStudio({ url: app.url });
    worker = new FarmWorker({ redis: server.url, store, studios: [slot] });
    await part(page, 'start').click();
    await page.locator('[data-testid=waiting] button:not([data-testid])').click();
    await page.locator('[data-testid=away][data-stage=make]').waitFor();
    await page.reload();
    await part(page, 'result').waitFor({ timeout: 120_000 });
    const path = join(scratch.folder, 'result.mp4');
    await saveResult(page, path);
    const made = createHash('sha256').update(readFileSync(path)).digest('hex');
    const { done } = await queue.counts();
    expect(done).toBe(1);
    const [job] = await queue.queue.getJobs(['completed']);
    expect(job?.returnvalue.hash).toBe(made);
    expect(job?.data.work.consent).toBe('Ann');
    expect(existsSync(join(scratch.folder, 'store', 'results', job?.id ?? ''))).toBe(true);
    // What was sent before is not sent again.
    expect(studio.requests.filter((each) => /uploads\/\w+\/0$/.test(each))).toHaveLength(2);

    await page.goto(`${studio.url}?lang=en#/privacy`);
    await page.locator('[data-testid=farm-results][data-count="1"]').waitFor();
    await expectFaultless(page, 'on the privacy page');
    await part(page, 'farm-forget').click();
    await part(page, 'farm-forget').waitFor({ state: 'detached' });
    await page.goto(`${studio.url}?lang=en#/`);
  });
});
