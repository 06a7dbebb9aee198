import { toErrorData, type DubErrorData } from '../../engine/core/errors';
import type { JobRequest } from '../features/queue/new-jobs';
import type { Workshop } from '../features/queue/workshop.svelte';
import { hasEnded, type Job, type JobId } from '../jobs/job';

/** The job that was made from the two files on the table. */
export class TableJob {
  readonly #workshop: Pick<Workshop, 'add' | 'command' | 'queue'>;
  #current = $state.raw<JobId | null>(null);
  /** The files are being named and held on to. */
  #preparing = $state(false);
  #refusal = $state.raw<DubErrorData | null>(null);

  /** Null where there is none. */
  readonly job: Job | null = $derived.by(
    () => this.#workshop.queue.jobs.find(({ id }) => id === this.#current) ?? null,
  );
  /** True while the two files are at work, or wait for it. */
  readonly busy: boolean = $derived(this.#preparing || (this.job !== null && !hasEnded(this.job)));

  constructor(workshop: Pick<Workshop, 'add' | 'command' | 'queue'>) {
    this.#workshop = workshop;
  }

  /** Null where there is none; the job itself may not be known yet. */
  get id() {
    return this.#current;
  }
  /** Why the files could not even be queued; null where they could. */
  get refusal() {
    return this.#refusal;
  }

  /** Takes up a job that is there already. */
  adopt(id: JobId): void {
    this.#current = id;
  }

  /** Puts the files into the queue; they run at once where nothing else does. `agreed` as `Workshop.add`. */
  async start(request: JobRequest, agreed: boolean): Promise<void> {
    this.#preparing = true;
    try {
      const [job] = await this.#workshop.add([request], { agreed });
      this.#current = job?.id ?? null;
    } catch (reason) {
      this.#refusal = toErrorData(reason);
    } finally {
      this.#preparing = false;
    }
  }

  /** Knows of it no more; it goes on. */
  leave(): void {
    this.#current = null;
  }

  cancel(): void {
    if (this.#current) this.#workshop.command({ type: 'cancel', id: this.#current });
  }

  /** Puts the finished, failed or cancelled job away; false where there is none, or it is at work. */
  dismiss(): boolean {
    this.#refusal = null;
    if (this.busy || this.#current === null) return false;
    const id = this.#current;
    this.#current = null;
    this.#workshop.command({ type: 'dismiss', id });
    return true;
  }
}
