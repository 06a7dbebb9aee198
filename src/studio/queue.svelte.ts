import { isAbort, toErrorData } from '../dub/errors';
import {
  advance,
  createJob,
  nextJob,
  type Job,
  type JobEvent,
  type JobId,
  type JobInput,
  type Outcome,
} from './job';
import { forecast, prospectOf } from './forecast';

/** Does one job; rejects with the signal's reason once it has stopped. */
export type Run = (
  id: JobId,
  input: JobInput,
  context: { signal: AbortSignal; emit: (event: JobEvent) => void },
) => Promise<Outcome>;

/** The user's jobs. Strictly one runs at a time; the failure of one never stops the next. */
export class Queue {
  // Replaced whole by `advance` and never mutated, so no deep proxy: a plain Job can be stored and posted as it is.
  #jobs = $state.raw<readonly Job[]>([]);
  // What the page shows follows the jobs; nothing is drawn from this.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #stops = new Map<JobId, AbortController>();
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  add(input: JobInput): JobId {
    const id = crypto.randomUUID();
    this.#jobs = [...this.#jobs, createJob(id, input)];
    this.#pump();
    return id;
  }

  /** A waiting job is cancelled at once; a running one as soon as its workers have let go. */
  cancel(id: JobId): void {
    this.#apply(id, { type: 'cancel' });
    this.#stops.get(id)?.abort();
  }

  /** Takes a job that has ended off the list. */
  dismiss(id: JobId): void {
    this.#jobs = this.#jobs.filter((job) => job.id !== id || this.#stops.has(id));
  }

  #apply(id: JobId, event: JobEvent): void {
    this.#jobs = this.#jobs.map((job) => (job.id === id ? advance(job, event) : job));
  }

  #pump(): void {
    const job = nextJob(this.#jobs);
    if (job) void this.#work(job);
  }

  async #work({ id, input }: Job): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const known = { track: false, listen: false };
    const first = forecast(prospectOf(input, known));
    this.#apply(id, { type: 'start', forecast: first });
    let last: JobEvent;
    try {
      const emit = (event: JobEvent) => this.#apply(id, event);
      last = { type: 'finish', outcome: await this.#run(id, input, { signal: stop.signal, emit }) };
    } catch (reason) {
      last = isAbort(reason) ? { type: 'stopped' } : { type: 'fail', error: toErrorData(reason) };
    }
    this.#stops.delete(id);
    this.#apply(id, last);
    this.#pump();
  }
}
