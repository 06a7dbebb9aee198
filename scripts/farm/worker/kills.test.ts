import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { chaos, storedWork, WorkerProcess } from '../testing/chaos';
import { redisMissing, RedisServer, withRedis } from '../testing/redis-server';

describe.skipIf(redisMissing)(`workers that are killed${withRedis}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-kills-'));
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('lose no job, with Redis killed as well', async () => {
    const { seconds: _, ...report } = await chaos({
      ...{ server, folder: join(folder, 'chaos'), jobs: 8, workers: 2, jobMs: 1500 },
      ...{ killEveryMs: 4000, redisAt: [1] },
    });
    expect(report).toMatchObject({ done: 8, failed: 0, correct: 8, madeAgain: 0, redisKilled: 1 });
    expect(report.workersKilled).toBeGreaterThan(0);
  });

  it('are not asked a third time for a job that two died of, and the queue goes on', async () => {
    const store = new FolderStore(join(folder, 'twice'));
    const redis = connect(server.url);
    const queue = new FarmQueue(redis, store);
    const [deadly, good] = await storedWork(store, 2);
    if (!deadly || !good) throw new Error('no work');
    const id = await queue.submit({ work: deadly });
    for (let death = 0; death < 2; death++) {
      const worker = new WorkerProcess(server.url, join(folder, 'twice'), 1, 60_000);
      const begun = () => expect(worker.said.some(({ what }) => what === 'start')).toBe(true);
      await vi.waitFor(begun, { timeout: 40_000 });
      await worker.end('SIGKILL');
    }
    const last = new WorkerProcess(server.url, join(folder, 'twice'), 1, 0);
    await vi.waitFor(async () => expect((await queue.stateOf(id))?.state).toBe('failed'), {
      timeout: 40_000,
    });
    expect((await queue.stateOf(id))?.error?.code).toBe('farm/worker-died');
    expect((await queue.logOf(id)).length).toBe(2);
    const next = await queue.submit({ work: good });
    await vi.waitFor(async () => expect((await queue.stateOf(next))?.state).toBe('done'), {
      timeout: 20_000,
    });
    await last.end('SIGTERM');
    await queue.close();
    redis.disconnect();
  });

  it('hand a job back within ten seconds of SIGTERM, though Redis is away', async () => {
    const store = new FolderStore(join(folder, 'term'));
    const redis = connect(server.url);
    const queue = new FarmQueue(redis, store);
    const [one] = await storedWork(store, 1);
    if (!one) throw new Error('no work');
    await queue.submit({ work: one });
    const worker = new WorkerProcess(server.url, join(folder, 'term'), 1, 60_000);
    await vi.waitFor(() => expect(worker.said.some(({ what }) => what === 'start')).toBe(true), {
      timeout: 40_000,
    });
    await server.kill();
    await sleep(100);
    expect(await worker.end('SIGTERM')).toBeLessThan(10);
    await server.start();
    await queue.close();
    redis.disconnect();
  });
});
