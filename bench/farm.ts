/**
 * `node --import tsx bench/farm.ts [flow|kills] [--namespaces]`: what the queue costs by itself, with slots that make nothing.
 *
 * flow: milliseconds from submit to start in an idle queue; jobs a second and Redis' memory for 10,000 jobs and three
 * workers, and what of a processor each job takes, which bounds it. kills: 60 jobs and three workers of which one is
 * killed every 20 seconds, Redis twice. --namespaces: each worker in a network namespace of its own (Linux, as root).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Redis } from 'ioredis';
import { FarmQueue } from '../scripts/farm/queue/queue';
import { connect } from '../scripts/farm/redis';
import { FolderStore } from '../scripts/farm/store/folder-store';
import { chaos, storedWork, WorkerProcess } from '../scripts/farm/testing/chaos';
import { openNamespaces } from '../scripts/farm/testing/namespaces';
import { RedisServer } from '../scripts/farm/testing/redis-server';
import { median } from './measure/agreement';

const JOBS = Number(process.env.JOBS ?? 10_000);
const WORKERS = 3;

const megabytes = (info: string, name: string) =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]) / 2 ** 20;

/** Milliseconds of a processor that Redis has taken so far. */
async function processorMs(redis: Redis): Promise<number> {
  const info = await redis.info('cpu');
  const of = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]) * 1000;
  return of('used_cpu_user') + of('used_cpu_sys');
}

async function flow(server: RedisServer, folder: string): Promise<object> {
  const store = new FolderStore(folder);
  const redis = connect(server.url);
  const queue = new FarmQueue(redis, store);
  const all = await storedWork(store, JOBS + 50);
  const workers = Array.from(
    { length: WORKERS },
    () => new WorkerProcess({ url: server.url, folder, slots: 4, jobMs: 0 }),
  );
  await Promise.all(workers.map((worker) => worker.up()));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const waits: number[] = [];
  for (const work of all.slice(0, 50)) {
    const at = Date.now();
    const id = await queue.submit({ work });
    let job = await queue.queue.getJob(id);
    while (!job?.processedOn) job = await queue.queue.getJob(id);
    waits.push(job.processedOn - at);
  }
  const redisBefore = await processorMs(redis);
  const started = performance.now();
  for (let at = 50; at < all.length; at += 1000)
    await queue.submitAll(all.slice(at, at + 1000).map((work) => ({ work })));
  let peak = 0;
  for (;;) {
    peak = Math.max(peak, megabytes(await redis.info('memory'), 'used_memory'));
    const { waiting, running } = await queue.counts();
    if (waiting + running === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const seconds = (performance.now() - started) / 1000;
  const resident = megabytes(await redis.info('memory'), 'used_memory_rss');
  const { done, failed } = await queue.counts();
  const redisMs = (await processorMs(redis)) - redisBefore;
  await Promise.all(workers.map((worker) => worker.end('SIGTERM')));
  const workersMs = workers
    .flatMap(({ said }) => said.map(({ cpuMs = 0 }) => cpuMs))
    .reduce((a, b) => a + b, 0);
  await queue.close();
  redis.disconnect();
  return {
    ...{ done, failed, 'submit to start, ms, median': median(waits), worst: Math.max(...waits) },
    ...{
      seconds,
      'jobs a second': JOBS / seconds,
      'processor ms a job, workers': workersMs / all.length,
      'processor ms a job, Redis': redisMs / JOBS,
      'Redis MB, most used': peak,
      'Redis MB, resident': resident,
    },
  };
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { namespaces: { type: 'boolean', default: false } },
});
const [what = 'flow'] = positionals;
const folder = mkdtempSync(join(tmpdir(), 'koubo-bench-farm-'));
const apart = values.namespaces ? openNamespaces(WORKERS) : null;
const server = await RedisServer.start(apart ? { host: apart.host } : {});
try {
  if (what === 'flow') console.table(await flow(server, folder));
  else
    console.table(
      await chaos({
        ...{ server, folder, jobs: 60, workers: WORKERS, jobMs: 5000 },
        ...{ killEveryMs: 20_000, redisAt: [1, 3] },
        ...(apart && { within: apart.within }),
      }),
    );
} finally {
  await WorkerProcess.endAll();
  await server.close();
  apart?.close();
  rmSync(folder, { recursive: true });
}
