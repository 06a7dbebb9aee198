import { Queue, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { PREFIX } from '../redis';
import { isHash, readText, recordKey, type Store } from '../store/store';
import { workId, type Work } from '../work';

export const QUEUE = 'dub';

/** How far a job is, as its worker tells. */
export type FarmProgress = { percent: number; stage: string; secondsLeft: number | null };

/** What is known of a result that is in the store. */
export type ResultRecord = {
  /** SHA-256 of the result, hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
  readonly type: 'mp4' | 'webm';
  readonly seconds: number;
  readonly notes: readonly string[];
};

/** What stands in Redis of a job. */
export type FarmData = {
  readonly work: Work;
  /** Where the end of the job is told, and in whose name it is signed. */
  readonly webhook?: { readonly url: string; readonly token: string };
};

export type FarmJob = Job<FarmData, ResultRecord, 'dub'>;

/** How a job stands. `error`: code of the page, or of the farm. */
export type FarmState = {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly progress: FarmProgress | null;
  readonly result: ResultRecord | null;
  readonly error: { readonly code: string; readonly text: string } | null;
};

/** A day, and no more than this many: the store keeps results, Redis only how jobs stand. */
const KEEP = { age: 86_400, count: 100_000 };

/** Jobs wait here for a worker. Each method throws where Redis does not answer. */
export class FarmQueue {
  readonly queue: Queue<FarmData, ResultRecord, 'dub'>;
  readonly #store: Store;

  constructor(redis: Redis, store: Store) {
    this.queue = new Queue<FarmData, ResultRecord, 'dub'>(QUEUE, {
      connection: redis,
      prefix: PREFIX,
      defaultJobOptions: { attempts: 1, removeOnComplete: KEEP, removeOnFail: KEEP },
    });
    this.queue.on('error', () => {});
    this.#store = store;
  }

  /** Resolves to the job's id. What was submitted before, or whose result is there, is not done again. */
  async submit(data: FarmData): Promise<string> {
    const id = workId(data.work);
    if ((await this.record(id)) !== null) return id;
    const before = await this.queue.getJob(id);
    // What has failed, or has lost its result, is tried again when somebody asks for it again.
    if (before && ((await before.isFailed()) || (await before.isCompleted()))) await this.queue.remove(id);
    await this.queue.add('dub', data, { jobId: id });
    return id;
  }

  /** As `submit`, of many in one go and without a look at the store. */
  async submitAll(all: readonly FarmData[]): Promise<void> {
    await this.queue.addBulk(
      all.map((data) => ({ name: 'dub' as const, data, opts: { jobId: workId(data.work) } })),
    );
  }

  /** Null where nobody has ever asked for it. */
  async stateOf(id: string): Promise<FarmState | null> {
    const result = await this.record(id);
    if (result) return { id, state: 'done', progress: null, result, error: null };
    const job = await this.queue.getJob(id);
    return job ? stateOfJob(job) : null;
  }

  /** What is known of a result; null where there is none. */
  async record(id: string): Promise<ResultRecord | null> {
    if (!isHash(id)) return null;
    const text = await readText(this.#store, recordKey(id));
    return text === null ? null : (JSON.parse(text) as ResultRecord);
  }

  /** How many jobs stand how. */
  async counts(): Promise<{ waiting: number; running: number; done: number; failed: number }> {
    const counts = await this.queue.getJobCounts(
      'waiting',
      'prioritized',
      'delayed',
      'active',
      'completed',
      'failed',
    );
    const of = (name: string) => counts[name] ?? 0;
    const waiting = of('waiting') + of('prioritized') + of('delayed');
    return { waiting, running: of('active'), done: of('completed'), failed: of('failed') };
  }

  /** What was written down while a job was done. */
  async logOf(id: string): Promise<string[]> {
    return (await this.queue.getJobLogs(id)).logs;
  }

  /** Names of the workers that are connected. */
  async workers(): Promise<string[]> {
    const found = await this.queue.getWorkers();
    return found.map((worker) => worker.name ?? worker.addr ?? '');
  }

  close(): Promise<void> {
    return this.queue.close();
  }
}

async function stateOfJob(job: FarmJob): Promise<FarmState> {
  const state = await job.getState();
  const base = { id: job.id ?? '', result: null, error: null, progress: null };
  if (state === 'active') return { ...base, state: 'running', progress: progressOf(job) };
  if (state === 'failed') return { ...base, state: 'failed', error: errorOf(job.failedReason) };
  // Completed, but its result has gone: it can be asked for again.
  if (state === 'completed')
    return {
      ...base,
      state: 'failed',
      error: { code: 'farm/no-result', text: 'Its result is no longer stored.' },
    };
  return { ...base, state: 'waiting' };
}

const progressOf = ({ progress }: FarmJob): FarmProgress | null =>
  typeof progress === 'object' && 'percent' in progress ? (progress as FarmProgress) : null;

const STALLED = 'job stalled more than allowable limit';

/** A failure as the worker wrote it down, `code: text`. */
export function errorOf(reason: string | undefined): { code: string; text: string } {
  if (reason === STALLED)
    return {
      code: 'farm/worker-died',
      text: 'Two workers died while they were at it: look at its log before it is tried again.',
    };
  const [, code, text] = /^([a-z]+\/[a-z-]+): (.*)$/s.exec(reason ?? '') ?? [];
  return code !== undefined && text !== undefined
    ? { code, text }
    : { code: 'farm/failed', text: reason ?? '' };
}
