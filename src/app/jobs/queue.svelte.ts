import { DubError, toErrorData, type DubErrorData } from '../../engine/core/errors';
import { byOrder, obey, storedChanges, unknownOf, type Command } from './commands';
import { forecast, prospectOf } from '../../engine/job/progress/forecast';
import { advance, hasEnded, isActive, nextJob, type Job, type JobEvent, type JobId } from './job';
import type { DubJob } from '../../engine/job/dub-job';
import { Suspended } from './suspended';

/** `signal` is aborted where the job is to stop; `emit` takes what happens on its way. */
export type QueueContext = { readonly signal: AbortSignal; readonly emit: (event: JobEvent) => void };

/** Does one job; rejects with the signal's reason once it has stopped. */
export type Run = (id: JobId, input: DubJob, context: QueueContext) => Promise<void>;

export type QueueParts = {
  readonly run: Run;
  readonly store: {
    put(jobs: readonly Job[]): Promise<void>;
    delete(ids: readonly string[]): Promise<void>;
  };
  /**
   * Whether the app's files on the server were replaced since this page was loaded: nothing is begun then, and what failed
   * for want of them waits for the next page.
   */
  readonly isReplaced?: () => Promise<boolean>;
  /** Called after every change, of progress as well, with the jobs as they were. */
  readonly onchange?: (before: readonly Job[]) => void;
};

/**
 * The user's jobs, stored at every change of state. Strictly one runs at a time here, beside those that
 * are made elsewhere; the failure of one never stops the
 * next. Of all tabs one `lead`s, and only its queue runs jobs; the others show what it tells them.
 */
export class Queue {
  // Replaced whole by `advance` and never mutated, so no deep proxy: a plain Job can be stored and posted as it is.
  #jobs = $state.raw<readonly Job[]>([]);
  #paused = $state(false);
  #leading = $state(false);
  // What the page shows follows the jobs; nothing is drawn from this.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #stops = new Map<JobId, AbortController>();
  readonly #parts: QueueParts;
  #asking = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** In the order in which they run. */
  get jobs(): readonly Job[] {
    return this.#jobs;
  }
  /** True while no job is started, by the user's wish. */
  get paused(): boolean {
    return this.#paused;
  }
  /** True in the one tab that works. */
  get leading(): boolean {
    return this.#leading;
  }

  /**
   * Takes the work over: what another tab, or this one before it was closed, was at goes on where it stopped.
   * `finished`: jobs whose result is recorded, which the tab that died may not have come to tell.
   */
  lead(stored: readonly Job[], paused: boolean, finished: readonly JobId[]): void {
    this.#leading = true;
    this.#paused = paused;
    this.#jobs = [...stored].sort(byOrder);
    const when = Date.now();
    const known = (job: Job): JobEvent => ({ type: finished.includes(job.id) ? 'finish' : 'stopped', when });
    this.#change(this.#jobs.map((job) => (isActive(job) ? advance(job, known(job)) : job)));
    this.#pump();
  }

  /** Shows what the tab that works has told. */
  show(jobs: readonly Job[], paused: boolean): void {
    if (this.#leading) return;
    this.#jobs = jobs;
    this.#paused = paused;
  }

  /** Puts jobs behind those that are there; ones that are there already are left as they are. */
  add(jobs: readonly Job[]): void {
    const fresh = unknownOf(this.#jobs, jobs);
    if (fresh.length === 0) return;
    this.#change([...this.#jobs, ...fresh].sort(byOrder));
    this.#pump();
  }

  obey(command: Command): void {
    if (command.type === 'pause' || command.type === 'resume') this.#paused = command.type === 'pause';
    this.#change(obey(this.#jobs, command, Date.now()));
    for (const job of this.#jobs) {
      if (job.state === 'stopping')
        this.#stops.get(job.id)?.abort(job.then === 'waiting' ? new Suspended() : undefined);
    }
    this.#pump();
  }

  /** How many run or wait before a job. */
  before(id: JobId): number {
    const at = this.#jobs.findIndex((job) => job.id === id);
    return this.#jobs.slice(0, Math.max(0, at)).filter((job) => !hasEnded(job)).length;
  }

  /** The place behind all others. */
  get end(): number {
    return (this.#jobs.at(-1)?.order ?? 0) + 1;
  }

  /** Resolves when everything that was changed so far is stored. */
  saved(): Promise<void> {
    return this.#saving;
  }

  #apply(id: JobId, event: JobEvent): void {
    this.#change(this.#jobs.map((job) => (job.id === id ? advance(job, event) : job)));
  }

  #change(jobs: readonly Job[]): void {
    const before = this.#jobs;
    const { changed, gone } = storedChanges(before, jobs);
    this.#jobs = jobs;
    this.#save(changed, gone);
    this.#parts.onchange?.(before);
  }

  #save(changed: readonly Job[], gone: readonly JobId[]): void {
    const { store } = this.#parts;
    this.#saving = this.#saving
      .then(async () => {
        if (changed.length > 0) await store.put(changed);
        if (gone.length > 0) await store.delete(gone);
      })
      // The jobs go on in this page; only a crash would lose them.
      .catch((reason: unknown) => console.warn('the queue could not be stored', reason));
  }

  /** What is to be started now; null while something runs, or nothing may. */
  #next(): Job | null {
    return !this.#leading || this.#paused ? null : nextJob(this.#jobs);
  }

  #pump(): void {
    const next = this.#next();
    if (next === null || this.#asking) return;
    const { isReplaced } = this.#parts;
    if (!isReplaced) return this.#begin(next);
    this.#asking = true;
    void isReplaced().then((replaced) => {
      this.#asking = false;
      const job = replaced ? null : this.#next();
      if (job) this.#begin(job);
    });
  }

  #begin(job: Job): void {
    void this.#work(job);
    // What is made elsewhere runs beside it.
    this.#pump();
  }

  async #work({ id, input }: Job): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const first = forecast(prospectOf(input, { track: false, listen: false }));
    this.#apply(id, { type: 'start', forecast: first, when: Date.now() });
    let last: JobEvent;
    try {
      await this.#parts.run(id, input, {
        signal: stop.signal,
        emit: (event) => this.#apply(id, event),
      });
      last = { type: 'finish', when: Date.now() };
    } catch (reason) {
      const error = toErrorData(reason);
      last =
        stop.signal.aborted || (await this.#isForWantOfFiles(error))
          ? { type: 'stopped', when: Date.now() }
          : { type: 'fail', error, when: Date.now() };
    }
    this.#stops.delete(id);
    this.#apply(id, last);
    this.#pump();
  }

  /** True where it may only have failed because parts of the app are gone from the server. */
  async #isForWantOfFiles({ code }: DubErrorData): Promise<boolean> {
    return new DubError(code).canRetry && (await this.#parts.isReplaced?.()) === true;
  }
}
