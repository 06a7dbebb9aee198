import type { DubSettings } from '../../../engine/plan/dub-plan';
import { completeSettings } from '../../../engine/plan/settings';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

/** What any record of a job has; what else is in it is the studio's business. */
export type JobRecord = { readonly id: string; readonly input: { readonly settings: DubSettings } };

/** The jobs of the queue. Small records of plain data, written whole at every change of state. */
export class JobStore<J extends JobRecord> {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** Stores all or none. Throws `storage/full`. */
  async put(jobs: readonly J[]): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('jobs', 'readwrite');
      await Promise.all([...jobs.map((job) => transaction.store.put(job)), transaction.done]);
    });
  }

  /** Settings that a job's version did not know are the defaults. */
  async list(): Promise<J[]> {
    // The store holds what `put` was given, and nobody else writes to it.
    const jobs = (await withDatabase(this.#open, (database) => database.getAll('jobs'))) as J[];
    return jobs.map((job) => {
      const settings = completeSettings(job.input.settings);
      return { ...job, input: { ...job.input, settings } };
    });
  }

  async delete(ids: readonly string[]): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('jobs', 'readwrite');
      await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
    });
  }
}
