import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { fileKey, readText, resultKey } from '../store/store';
import type { Work } from '../work';
import { workId } from '../work';
import type { RedisServer } from './redis-server';
import { drawnResult, work } from './work';

const WORKER = fileURLToPath(new URL('./drawn-worker.ts', import.meta.url));

/** What a worker says of a job. */
export type Said = { what: string; id?: string; pid: number };

/** A worker without a browser, in a process of its own. */
export class WorkerProcess {
  readonly said: Said[] = [];
  readonly #process: ChildProcess;

  constructor(url: string, store: string, slots: number, jobMs: number) {
    const args = ['--import', 'tsx', WORKER, url, store, `${slots}`, `${jobMs}`];
    this.#process = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.#process.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.said.push(JSON.parse(line) as Said);
    });
  }

  /** Ids of the jobs that it is at, as far as it has said. */
  get at(): string[] {
    const named = (word: string) => this.said.flatMap(({ what, id }) => (what === word && id ? [id] : []));
    const done = new Set(named('done'));
    return named('start').filter((id) => !done.has(id));
  }

  async up(): Promise<void> {
    while (!this.said.some(({ what }) => what === 'up')) await sleep(20);
  }

  /** Resolves to the seconds until it was gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const started = performance.now();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = new Promise((resolve) => this.#process.once('exit', resolve));
      this.#process.kill(signal);
      await gone;
    }
    return (performance.now() - started) / 1000;
  }
}

/** Work on files that are put into the store; no two are alike. */
export async function storedWork(store: FolderStore, count: number): Promise<Work[]> {
  const ref = async (text: string) => {
    const hash = createHash('sha256').update(text).digest('hex');
    if ((await store.size(fileKey(hash))) === null) await store.write(fileKey(hash), Buffer.from(text));
    return { hash, source: hash, name: text, bytes: text.length };
  };
  const all: Work[] = [];
  for (let i = 0; i < count; i++)
    all.push(work({ video: await ref(`video ${i % 7}`), speech: await ref(`speech ${i}`) }));
  return all;
}

export type ChaosOptions = {
  readonly server: RedisServer;
  /** Folder of the store, empty. */
  readonly folder: string;
  readonly jobs: number;
  readonly workers: number;
  readonly jobMs: number;
  /** A worker is killed so often, and Redis at each of these kills. */
  readonly killEveryMs: number;
  readonly redisAt: readonly number[];
};

export type ChaosReport = {
  readonly seconds: number;
  readonly workersKilled: number;
  readonly redisKilled: number;
  readonly done: number;
  readonly failed: number;
  /** Results whose bytes are those of a run alone. */
  readonly correct: number;
  /** Jobs that were made again after their result was stored, and sources that were looked into again. */
  readonly madeAgain: number;
};

/** Does jobs while workers and Redis are killed under way. */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { server, folder, jobs, workers, jobMs, killEveryMs, redisAt } = options;
  const store = new FolderStore(folder);
  const redis = connect(server.url, { patient: true });
  const queue = new FarmQueue(redis, store);
  const all = await storedWork(store, jobs);
  await queue.submitAll(all.map((each) => ({ work: each })));
  const start = () => new WorkerProcess(server.url, folder, 1, jobMs);
  const every: WorkerProcess[] = [];
  const running = Array.from({ length: workers }, start);
  every.push(...running);
  const started = performance.now();
  let [workersKilled, redisKilled] = [0, 0];
  const ids = all.map(workId);
  const count = async (state: string) =>
    (await Promise.all(ids.map((id) => queue.stateOf(id)))).filter((each) => each?.state === state).length;
  const finished = async () => (await count('done')) + (await count('failed')) === jobs;
  const hit = new Set<string>();
  let killAt = performance.now() + killEveryMs;
  while (!(await finished())) {
    await sleep(Math.min(500, killEveryMs / 4));
    if (performance.now() < killAt) continue;
    const at = workersKilled % workers;
    // A job that two workers died of is failed by contract: nobody is to have such luck here.
    if (running[at]?.at.some((id) => hit.has(id))) continue;
    killAt = performance.now() + killEveryMs;
    await running[at]?.end('SIGKILL');
    for (const id of running[at]?.at ?? []) hit.add(id);
    workersKilled++;
    if (redisAt.includes(workersKilled)) {
      await server.kill();
      await sleep(1000);
      await server.start();
      redisKilled++;
    }
    const next = start();
    every.push(next);
    running[at] = next;
  }
  const seconds = (performance.now() - started) / 1000;
  const [done, failed] = [await count('done'), await count('failed')];
  await Promise.all(running.map((worker) => worker.end('SIGTERM')));
  const right = await Promise.all(
    ids.map(async (id) => (await readText(store, resultKey(id))) === drawnResult(id)),
  );
  const made = every.flatMap(({ said }) => said.filter(({ what }) => what === 'done').map(({ id }) => id));
  await queue.close();
  redis.disconnect();
  return {
    ...{ seconds, workersKilled, redisKilled, done, failed },
    correct: right.filter(Boolean).length,
    madeAgain: made.length - new Set(made).size,
  };
}
