import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { chaos, storedWork, WorkerProcess } from '../testing/chaos';
import { expireLocks } from '../testing/locks';
import { redisMissing, RedisServer, withRedis } from '../testing/redis-server';

/** A bound for what only has to happen, not in what time. */
const LONG = { timeout: 200_000, interval: 100 };

/** What has ended and was not waited for by anybody does not count. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe.skipIf(redisMissing)(`workers that are killed${withRedis}`, { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-kills-'));
  /** Longer than any load on the machine that runs the tests: who is killed loses its locks by hand. */
  const lockMs = 60_000;
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await RedisServer.start({ durable: true });
    redis = connect(server.url, { patient: true });
  });
  afterEach(() => WorkerProcess.endAll());
  afterAll(async () => {
    redis.disconnect();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** A store and the queue on it, for as long as `use` runs. */
  const withStore = async (name: string, use: (store: FolderStore, queue: FarmQueue) => Promise<void>) => {
    const store = new FolderStore(join(folder, name));
    const queue = new FarmQueue(redis, store);
    try {
      await use(store, queue);
    } finally {
      await queue.close();
    }
  };
  const start = (name: string, jobMs: number) =>
    new WorkerProcess({ url: server.url, folder: join(folder, name), slots: 1, jobMs, lockMs });
  const begun = (worker: WorkerProcess) =>
    vi.waitFor(() => expect(worker.said.some(({ what }) => what === 'start')).toBe(true), LONG);

  it('lose no job, with Redis killed as well', async () => {
    const { seconds: _, ...report } = await chaos({
      ...{ server, folder: join(folder, 'chaos'), jobs: 8, workers: 2, jobMs: 1500 },
      ...{ killEveryMs: 4000, redisAt: [1], lockMs, expire: true },
    });
    expect(report).toMatchObject({ done: 8, failed: 0, correct: 8, madeAgain: 0, redisKilled: 1 });
    expect(report.workersKilled).toBeGreaterThan(0);
  });

  it('are not asked a third time for a job that two died of, and the queue goes on', () =>
    withStore('twice', async (store, queue) => {
      const [deadly, good] = await storedWork(store, 2);
      if (!deadly || !good) throw new Error('no work');
      const id = await queue.submit({ work: deadly });
      for (let death = 0; death < 2; death++) {
        const worker = start('twice', 600_000);
        await begun(worker);
        // Its log is written while it works.
        await vi.waitFor(async () => expect((await queue.logOf(id)).length).toBe(death + 1), LONG);
        const left = await worker.kill(redis);
        expect(left).toEqual([id]);
        await expireLocks(redis, left);
      }
      start('twice', 0);
      await vi.waitFor(async () => expect((await queue.stateOf(id))?.state).toBe('failed'), LONG);
      expect((await queue.stateOf(id))?.error?.code).toBe('farm/worker-died');
      expect((await queue.logOf(id)).length).toBe(2);
      const next = await queue.submit({ work: good });
      await vi.waitFor(async () => expect((await queue.stateOf(next))?.state).toBe('done'), LONG);
    }));

  it('hand a job back within ten seconds of SIGTERM, though Redis is away', () =>
    withStore('term', async (store, queue) => {
      const [one] = await storedWork(store, 1);
      if (!one) throw new Error('no work');
      await queue.submit({ work: one });
      const worker = start('term', 600_000);
      await begun(worker);
      await server.kill();
      try {
        expect(await worker.end('SIGTERM')).toBeLessThan(10);
      } finally {
        await server.start();
      }
    }));

  it('end with the process that started them, and so does Redis', async () => {
    const script = `
      import { RedisServer } from '${new URL('../testing/redis-server.ts', import.meta.url)}';
      import { WorkerProcess } from '${new URL('../testing/chaos.ts', import.meta.url)}';
      const server = await RedisServer.start();
      const worker = new WorkerProcess({ url: server.url, folder: '${join(folder, 'orphan')}', slots: 1, jobMs: 0 });
      await worker.up();
      process.send({ pids: [worker.pid, server.pid], folder: server.folder });
    `;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [{ pids, folder: left }] = (await once(parent, 'message')) as [{ pids: number[]; folder: string }];
    try {
      expect(pids.every(isRunning)).toBe(true);
      parent.kill('SIGKILL');
      await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), LONG);
    } finally {
      parent.kill('SIGKILL');
      rmSync(left, { recursive: true, force: true });
    }
  });
});
