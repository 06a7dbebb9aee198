import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { extname, join } from 'node:path';
import { WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { PageError } from '../../studio-page';
import { fileRefOf } from '../file-hash';
import { QUEUE, type FarmData, type FarmJob, type FarmProgress, type ResultRecord } from '../queue/queue';
import { connect, PREFIX } from '../redis';
import { checkpointKey, fileKey, readText, recordKey, resultKey, type Store } from '../store/store';
import type { Studio, Task, TaskFiles } from '../studio/studio';
import { extensionOf, type FileRef, type Work } from '../work';
import { AnalysisClaims } from './analysis-claims';

export type WorkerOptions = {
  readonly redis: string;
  readonly store: Store;
  /** One for each job that runs at the same time. */
  readonly studios: readonly Studio[];
  /** Milliseconds without a sign of life after which a worker counts as dead, and between two looks for such. */
  readonly lockMs?: number;
  readonly stalledMs?: number;
  /** Hears of each job that begins or ends. */
  readonly onEvent?: (event: {
    id: string;
    what: 'start' | 'done' | 'kept' | 'failed' | 'returned';
    text?: string;
  }) => void;
};

/** Progress goes to Redis no more often, milliseconds. */
const PROGRESS_MS = 1000;
/** How often it is asked whether nobody wants the job any more. */
const WANTED_MS = 2000;

/** How long jobs are waited for that are to be handed back, milliseconds; a browser that has to end needs some of the ten seconds too. */
const HAND_BACK_MS = 5000;

/** Thrown into a job whose worker is told to stop. */
class Stopping extends Error {}

export const cancelKey = (id: string) => `${PREFIX}:cancel:${id}`;

/** Takes jobs out of the queue and does them, one in each studio. Begins at once. */
export class FarmWorker {
  readonly #options: WorkerOptions;
  readonly #idle: Studio[];
  readonly #redis: Redis;
  readonly #claims: AnalysisClaims;
  readonly #worker: Worker<FarmData, ResultRecord, 'dub'>;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, AbortController>();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#idle = [...options.studios];
    this.#redis = connect(options.redis, { patient: true });
    this.#claims = new AnalysisClaims(this.#redis, options.store);
    const { lockMs = 30_000, stalledMs = 15_000 } = options;
    this.#worker = new Worker<FarmData, ResultRecord, 'dub'>(
      QUEUE,
      (job, token, lost) => this.#do(job, token, lost),
      {
        connection: this.#redis,
        prefix: PREFIX,
        concurrency: options.studios.length,
        name: `${hostname()}-${process.pid}`,
        lockDuration: lockMs,
        stalledInterval: stalledMs,
        // Another takes it over once; a job that two workers died of is set aside.
        maxStalledCount: 1,
      },
    );
    this.#worker.on('error', () => {});
    // Another has taken the job over, since this one was silent for too long: it is that one's now.
    this.#worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids)
        this.#running.get(id)?.abort(new Error('farm/taken-over: Another worker does it.'));
    });
  }

  /** Its name among the owners of locks. */
  get id(): string {
    return this.#worker.id;
  }

  /**
   * Hands back what is not done, with its checkpoint, and ends. Where Redis is away its connections may go on waiting for
   * it: a program that ends then has to exit.
   */
  async close(): Promise<void> {
    this.#stop.abort(new Stopping('The worker was told to stop.'));
    // Without Redis a job cannot be handed back; others take it over when its lock has run out.
    const handedBack = await Promise.race([
      this.#worker.close().then(() => true),
      sleep(HAND_BACK_MS, false),
    ]);
    if (!handedBack) void this.#worker.close(true).catch(() => {});
    await Promise.all(this.#options.studios.map((studio) => studio.close()));
    this.#redis.disconnect();
  }

  async #do(job: FarmJob, token: string | undefined, lost: AbortSignal | undefined): Promise<ResultRecord> {
    const studio = this.#idle.pop();
    if (!studio) throw new Error('There are more jobs than slots.');
    const cancel = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, cancel.signal, ...(lost ? [lost] : [])]);
    const wanted = setInterval(() => void this.#askWanted(job, cancel), WANTED_MS);
    const id = job.id ?? '';
    this.#running.set(id, cancel);
    try {
      return await this.#make(job, studio, signal);
    } catch (reason) {
      if (this.#stop.signal.aborted) {
        await job.moveToWait(token);
        this.#options.onEvent?.({ id, what: 'returned' });
        throw new WaitingError();
      }
      const failure = cancel.signal.aborted ? (cancel.signal.reason as Error) : failureOf(reason);
      await job.log(`${new Date().toISOString()} ${failure.message}`).catch(() => {});
      this.#options.onEvent?.({ id, what: 'failed', text: failure.message });
      throw failure;
    } finally {
      clearInterval(wanted);
      this.#running.delete(id);
      this.#idle.push(studio);
    }
  }

  async #make(job: FarmJob, studio: Studio, signal: AbortSignal): Promise<ResultRecord> {
    const { store, onEvent } = this.#options;
    const { work } = job.data;
    const id = job.id ?? '';
    const text = await readText(store, recordKey(id));
    if (text !== null) {
      onEvent?.({ id, what: 'kept' });
      return JSON.parse(text) as ResultRecord;
    }
    onEvent?.({ id, what: 'start' });
    job.log(`${new Date().toISOString()} begun by ${hostname()}-${process.pid}`).catch(() => {});
    const folder = await mkdtemp(join(tmpdir(), 'koubo-job-'));
    const claim = this.#claims.of([work.video.source, work.speech.source]);
    const started = performance.now();
    try {
      const files = await bringFiles(store, work, folder);
      await claim.take(signal);
      const out = join(folder, `result.${extensionOf(work)}`);
      const task: Task = {
        ...{ id, work, files, out, store, signal },
        onProgress: progressTo(job),
        onAnalysed: (source, kind) => {
          if (kind === 'track' || source === work.speech.source) void claim.release(source);
        },
      };
      const { notes } = await studio.make(task);
      const record = await keepResult(store, id, out, {
        ...{ type: extensionOf(work), notes },
        seconds: Math.round((performance.now() - started) / 100) / 10,
      });
      await store.remove(checkpointKey(id));
      onEvent?.({ id, what: 'done' });
      return record;
    } finally {
      await claim.releaseAll();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #askWanted(job: FarmJob, cancel: AbortController): Promise<void> {
    const asked = await this.#redis.exists(cancelKey(job.id ?? '')).catch(() => 0);
    if (asked > 0) cancel.abort(new Error('farm/cancelled: Nobody wants it any more.'));
  }
}

/** Writes a result, and then that it is there: whoever reads the record finds the file. */
async function keepResult(
  store: Store,
  id: string,
  path: string,
  facts: Pick<ResultRecord, 'type' | 'notes' | 'seconds'>,
): Promise<ResultRecord> {
  // Another may have been quicker, where this worker was thought to be dead: what is there stays.
  const there = await readText(store, recordKey(id));
  if (there !== null) return JSON.parse(there) as ResultRecord;
  const { hash, bytes } = await fileRefOf(path);
  await store.write(resultKey(id), createReadStream(path));
  const record: ResultRecord = { hash, bytes, ...facts };
  await store.write(recordKey(id), Buffer.from(JSON.stringify(record)));
  return record;
}

/** Puts a job's files into `folder` under their own names, in folders of their own. */
async function bringFiles(store: Store, work: Work, folder: string): Promise<TaskFiles> {
  const bring = async (role: string, ref: FileRef, name = ref.name) => {
    // The name is shown and never a path: only its extension is kept of what is no plain name.
    const plain =
      /^[^/\\\0]{1,200}$/.test(name) && !name.startsWith('.') ? name : `${role}${extname(name).slice(0, 8)}`;
    const path = join(folder, role, plain);
    await store.bring(fileKey(ref.hash), path);
    return path;
  };
  const [video, speech] = await Promise.all([bring('video', work.video), bring('speech', work.speech)]);
  const given = work.network?.file;
  const network = given ? await bring('network', given) : null;
  if (given && work.network?.weights) await bring('network', work.network.weights, `${given.name}.data`);
  if (!work.lines) return { video, speech, network };
  const sheet = await bring('lines', work.lines.sheet);
  const speeches: string[] = [];
  // One that does not keep its name would be of another line.
  for (const ref of work.lines.speeches) speeches.push(await bring('said', ref));
  return { video, speech, network, lines: { sheet, speeches } };
}

function progressTo(job: FarmJob): Task['onProgress'] {
  let last = 0;
  let stage = '';
  return ({ percent, step, secondsLeft }) => {
    const now = performance.now();
    if (step === stage && now - last < PROGRESS_MS) return;
    [last, stage] = [now, step];
    const progress: FarmProgress = { percent, stage: step, secondsLeft };
    // While Redis is away the work goes on.
    job.updateProgress(progress).catch(() => {});
  };
}

/** What a job has failed of, as it is written down: `code: text`. */
function failureOf(reason: unknown): Error {
  if (reason instanceof PageError) return new Error(`${reason.code}: ${reason.text}`);
  return new Error(`farm/failed: ${reason instanceof Error ? reason.message : String(reason)}`);
}
