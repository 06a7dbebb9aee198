import { CacheStore } from '../../storage/records/caches';
import { JobStore } from '../../storage/records/jobs';
import type { ResultRecord } from '../../storage/records/result-record';
import { ResultStore } from '../../storage/records/results';
import { estimateSpace, type Space } from '../../storage/space';
import { ValueStore } from '../../storage/records/values';
import { Analyses } from '../../jobs/run/analyses';
import type { Command } from '../../jobs/commands';
import type { Job, JobId } from '../../jobs/job';
import type { DubJob } from '../../../engine/job/dub-job';
import { soundName } from '../../../engine/job/parts';
import { jobEntries } from '../log/job-entries';
import { outlook } from '../../jobs/estimate/outlook';
import { PaceStore } from '../../jobs/estimate/pace-store.svelte';
import { Queue, type QueueContext } from '../../jobs/queue.svelte';
import { oneOf } from '../results/data/one-of';
import { Results } from '../results/data/results.svelte';
import type { RunnerParts } from '../../jobs/run/runner';
import { Tabs, type TabMessage } from '../../jobs/tabs';
import { makeJobs, type JobRequest } from './new-jobs';
import { runnerParts } from './runner-parts';
import { sweepStorage } from './sweep-storage';
import { work, type WorkshopParts } from './work';

/** A finished job: what was recorded, and its files by reference to their bytes. */
export type Outcome = {
  readonly record: ResultRecord;
  readonly result: File;
  /** The video it can be compared with: converted, where the browser cannot play it otherwise; null once it is gone. */
  readonly original: File | null;
};

const PAUSED = 'queue.paused';

/** Where jobs are worked on, by one tab for all, and what came out of them. */
export class Workshop {
  readonly #parts: WorkshopParts;
  readonly #store = new ResultStore();
  readonly results: Results;
  readonly #jobs = new JobStore<Job>();
  readonly #values = new ValueStore();
  readonly #analyses: Analyses;
  /** What jobs are run with. */
  readonly runner: RunnerParts;
  readonly #tabs: Tabs;
  readonly queue: Queue;

  #space = $state.raw<Space | null>(null);
  readonly #pace = new PaceStore();
  /** How the queue as a whole stands; null where it has nothing to do. */
  readonly outlook = $derived.by(() => outlook(this.queue.jobs, this.#pace.value));

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
    const { idOf } = parts.check;
    this.results = new Results(this.#store, { idOf });
    this.#analyses = new Analyses(new CacheStore(), idOf);
    this.runner = runnerParts(parts, this.#analyses, (record) => this.#keep(record));
    this.queue = new Queue({
      run: (id, input, context) => this.#run(id, input, context),
      store: this.#jobs,
      ...(parts.isReplaced && { isReplaced: parts.isReplaced }),
      onchange: (before) => this.#note(before),
    });
    this.#tabs = new Tabs({
      onlead: () => this.#lead(),
      onmessage: (message) => this.#hear(message),
      state: () => ({ type: 'state', jobs: this.queue.jobs, paused: this.queue.paused }),
    });
  }

  /** Room in this browser's storage; null where it is not known. */
  get space() {
    return this.#space;
  }

  /** How quick this machine was so far. */
  get pace() {
    return this.#pace.value;
  }

  /**
   * Once, at the start of the page. Where the browser is not `able` to work, stored jobs stay as they are until it is.
   * Rejects where the browser refuses storage (private windows of some).
   */
  async open(able: boolean): Promise<void> {
    await this.results.open();
    await this.refresh();
    if (able) await this.#tabs.join();
  }

  /**
   * Holds on to the files and puts the jobs behind those that wait; resolves to them once they are in the queue, or
   * to none where the user, asked for the right to use the videos, did not confirm it.
   * `agreed`: there is nothing to ask. Throws `input/empty`, `input/unreadable`, `storage/full`.
   */
  async add(
    requests: readonly JobRequest[],
    { batch = null, agreed = false }: { readonly batch?: string | null; readonly agreed?: boolean } = {},
  ): Promise<Job[]> {
    const end = () => this.queue.end;
    const { jobs, copied } = await makeJobs(requests, { batch, agreed, end }, this.#parts);
    if (jobs.length === 0) return [];
    // Now there is something to keep.
    void this.#parts.storeroom.persistOnce();
    if (this.queue.leading) {
      this.queue.add(jobs);
      return jobs;
    }
    // The tab that works cannot read what was given to this one before it is copied.
    await copied;
    await this.#jobs.put(jobs);
    this.queue.show([...this.queue.jobs, ...jobs], this.queue.paused);
    this.#tabs.post({ type: 'added', jobs });
    return jobs;
  }

  /** Asks the queue for something, whichever tab works. */
  command(command: Command): void {
    if (this.queue.leading) this.#obey(command);
    else this.#tabs.post({ type: 'command', command });
  }

  /** The finished job's record and files; null where there is none. */
  async outcome(id: JobId): Promise<Outcome | null> {
    const record = await this.#store.get(id);
    if (!record) return null;
    const { video } = record;
    const given = video.bytes === undefined ? null : { ...video, bytes: video.bytes };
    const converted = await this.#analyses.conversion(video.id, video.info && soundName(video.info));
    const original = converted ?? (given && (await this.#parts.inputs.open(given).catch(() => null)));
    return { record, result: await this.results.read(id), original };
  }

  /** Takes results off the list, and the jobs that made them; the results can be brought back for a while. */
  async delete(ids: readonly string[]): Promise<void> {
    await this.results.delete(ids);
    this.#dismiss(ids);
  }

  /** As `delete`, but for good and at once. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.results.remove(ids);
    this.#dismiss(ids);
    await this.refresh();
    void this.#parts.inputs.copyAgain();
  }

  /** Makes final what was deleted, and counts the room that it leaves. */
  async settle(): Promise<void> {
    await this.results.settle();
    await this.refresh();
    void this.#parts.inputs.copyAgain();
  }

  /** Asks anew for the room that is left. */
  async refresh(): Promise<void> {
    this.#space = await estimateSpace();
    await this.#pace.read();
  }

  #dismiss(ids: readonly JobId[]): void {
    const isGone = oneOf(ids);
    for (const { id } of this.queue.jobs) if (isGone(id)) this.command({ type: 'dismiss', id });
  }

  #note(before: readonly Job[]): void {
    for (const draft of jobEntries(before, this.queue.jobs)) this.#parts.journal.add(draft);
    if (!this.queue.leading) return;
    this.#tabs.tell();
    const cancelled = (jobs: readonly Job[]) =>
      jobs.filter(({ away, state }) => away && state === 'cancelled');
    if (cancelled(this.queue.jobs).length > cancelled(before).length) this.#giveUpElsewhere();
  }

  async #lead(): Promise<void> {
    const stored = await this.#jobs.list();
    const paused = (await this.#values.get(PAUSED)) === true;
    await sweepStorage(stored, this.#store, this.#parts.inputs, this.#parts.tables);
    this.queue.lead(stored, paused, await this.#store.ids());
    this.#tabs.tell();
    this.#giveUpElsewhere();
    await this.#tidy();
  }

  /** What other machines make for nobody any more they are told. */
  #giveUpElsewhere(): void {
    const giveUp = async () => (await this.#parts.farm())?.begun.giveUpUnwanted(this.queue.jobs);
    giveUp().catch((reason: unknown) => console.warn('other machines are told later', reason));
  }

  #obey(command: Command): void {
    this.queue.obey(command);
    if (command.type !== 'pause' && command.type !== 'resume') return;
    this.#values
      .set(PAUSED, this.queue.paused)
      .catch((reason: unknown) => console.warn('the pause is forgotten with this page', reason));
  }

  #hear(message: TabMessage): void {
    if (message.type === 'state') {
      const done = (jobs: readonly Job[]) => jobs.filter(({ state }) => state === 'done').length;
      const more = done(message.jobs) !== done(this.queue.jobs);
      this.queue.show(message.jobs, message.paused);
      if (more) void this.refresh();
      return;
    }
    if (!this.queue.leading) return;
    if (message.type === 'hello') this.#tabs.tell();
    else if (message.type === 'added') this.queue.add(message.jobs);
    else this.#obey(message.command);
  }

  async #run(id: JobId, input: DubJob, context: QueueContext): Promise<void> {
    await work({ id, input, context }, this.#parts, {
      ...{ runner: this.runner, pace: this.#pace },
      keep: (record) => this.#keep(record),
      jobOf: (wanted) => this.#jobOf(wanted),
    });
    // The result is safe by now; a question that is not answered is no reason to call the job failed.
    await this.refresh().catch((reason: unknown) =>
      console.warn('the room that is left is not known', reason),
    );
    await this.#tidy();
  }

  #jobOf(id: JobId): Job | undefined {
    return this.queue.jobs.find((job) => job.id === id);
  }

  /** With the name of its batch. */
  #keep(record: ResultRecord): Promise<void> {
    const batch = this.#jobOf(record.id)?.batch ?? null;
    return this.results.put(batch === null ? record : { ...record, batch });
  }

  /** A disk that is not tidied is no reason to stop working. */
  async #tidy(): Promise<void> {
    await this.#parts.storeroom
      .tidy()
      .catch((reason: unknown) => console.warn('nothing was cleaned up', reason));
  }
}
