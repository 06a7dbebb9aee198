import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { fileKey, readText, resultKey } from '../store/store';
import type { Work } from '../work';
import { workId } from '../work';
import { expireLocks, heldBy } from './locks';
import type { RedisServer } from './redis-server';
import { drawnResult, work } from './work';

const WORKER = fileURLToPath(new URL('./drawn-worker.ts', import.meta.url));

/** What a worker says of a job. */
export type Said = { what: string; id?: string; pid: number; owner?: string; cpuMs?: number };

export type WorkerProcessOptions = {
  readonly url: string;
  /** Folder of the store. */
  readonly folder: string;
  readonly slots: number;
  readonly jobMs: number;
  /** Milliseconds without a sign of life after which it counts as dead. */
  readonly lockMs?: number;
  /** A command that runs it somewhere, such as `ip netns exec NAME`. */
  readonly within?: readonly string[];
};

/** A worker without a browser, in a process of its own, which ends with the process that started it. */
export class WorkerProcess {
  static readonly #all = new Set<WorkerProcess>();
  readonly said: Said[] = [];
  readonly #process: ChildProcess;
  readonly #gone: Promise<unknown>;

  constructor({ url, folder, slots, jobMs, lockMs = 4000, within = [] }: WorkerProcessOptions) {
    const args = [url, folder, slots, jobMs, lockMs].map(String);
    const [program = '', ...words] = [...within, process.execPath, '--import', 'tsx', WORKER, ...args];
    this.#process = spawn(program, words, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#process.on('message', (said: Said) => this.said.push(said));
    // What it said before it died has all come when its channel is closed.
    this.#gone = Promise.all([once(this.#process, 'exit'), once(this.#process, 'disconnect')]);
    WorkerProcess.#all.add(this);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Ends all that were ever started and may still run. */
  static async endAll(): Promise<void> {
    await Promise.all([...WorkerProcess.#all].map((each) => each.end('SIGKILL')));
  }

  async up(): Promise<void> {
    while (!this.said.some(({ what }) => what === 'up')) {
      if (this.#process.exitCode !== null) throw new Error('The worker has ended.');
      await sleep(20);
    }
  }

  /** Ids of the jobs that it is at, as the queue knows it. */
  async holds(redis: Redis): Promise<string[]> {
    const owner = this.said.find(({ what }) => what === 'up')?.owner;
    return owner === undefined ? [] : heldBy(redis, owner);
  }

  /** It does nothing more until `resume`, and nobody has said so. */
  pause(): void {
    this.#process.kill('SIGSTOP');
  }

  resume(): void {
    this.#process.kill('SIGCONT');
  }

  /** Ends it as a power cut would, and resolves to the jobs that it was at. */
  async kill(redis: Redis): Promise<string[]> {
    await this.end('SIGKILL');
    return this.holds(redis);
  }

  /** Resolves to the seconds until it was gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const started = performance.now();
    this.#process.kill(signal);
    await this.#gone;
    WorkerProcess.#all.delete(this);
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
  /** Milliseconds without a sign of life after which a worker counts as dead. */
  readonly lockMs?: number;
  /** True: the locks of who was killed go at once, so that locks can last longer than any load on this machine. */
  readonly expire?: boolean;
  /** For each worker, counted from 0, the command that runs it somewhere. */
  readonly within?: (worker: number) => readonly string[];
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
  const { server, folder, jobs, workers, jobMs, killEveryMs, redisAt, lockMs, expire, within } = options;
  const store = new FolderStore(folder);
  const redis = connect(server.url, { patient: true });
  const queue = new FarmQueue(redis, store);
  const all = await storedWork(store, jobs);
  await queue.submitAll(all.map((each) => ({ work: each })));
  const start = (at: number) =>
    new WorkerProcess({
      ...{ url: server.url, folder, slots: 1, jobMs },
      ...(lockMs !== undefined && { lockMs }),
      ...(within && { within: within(at) }),
    });
  const every: WorkerProcess[] = [];
  const running = Array.from({ length: workers }, (_, at) => start(at));
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
    const victim = running[at];
    if (!victim) break;
    // A job that two workers died of is failed by contract: nobody is to have such luck here.
    victim.pause();
    if ((await victim.holds(redis)).some((id) => hit.has(id))) {
      victim.resume();
      continue;
    }
    killAt = performance.now() + killEveryMs;
    const left = await victim.kill(redis);
    for (const id of left) hit.add(id);
    if (expire) await expireLocks(redis, left);
    workersKilled++;
    if (redisAt.includes(workersKilled)) {
      await server.kill();
      await sleep(1000);
      await server.start();
      redisKilled++;
    }
    const next = start(at);
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
