import type { IDBPObjectStore } from 'idb';
import { completeSettings } from '../../../engine/plan/settings';
import { openDatabase, type StudioSchema } from './database';
import { withDatabase, type OpenDatabase } from './with-database';
import type { Deletion, ResultRecord } from './result-record';

type Deletions = IDBPObjectStore<StudioSchema, ['deletions'], 'deletions', 'readwrite'>;

/** The records of finished results, newest first. */
export class ResultStore {
  #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** Stores a record; call it only after the result's bytes are complete. Throws `storage/full`. */
  async put(record: ResultRecord): Promise<void> {
    await withDatabase(this.#open, (database) => database.put('results', record));
  }

  async get(id: string): Promise<ResultRecord | undefined> {
    return withDatabase(this.#open, (database) => database.get('results', id));
  }

  /** Those that the user has not deleted. */
  async list(): Promise<ResultRecord[]> {
    const [oldestFirst, deleted] = await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction(['results', 'deletions']);
      return Promise.all([
        transaction.objectStore('results').index('createdAt').getAll(),
        transaction.objectStore('deletions').getAllKeys(),
      ]);
    });
    const hidden = new Set(deleted);
    return oldestFirst
      .filter(({ id }) => !hidden.has(id))
      .map((record) => ({ ...record, settings: completeSettings(record.settings) }))
      .reverse();
  }

  /** Ids of all results whose bytes have to stay: also of those that can still be brought back. */
  async ids(): Promise<string[]> {
    return withDatabase(this.#open, (database) => database.getAllKeys('results'));
  }

  /** Hides results. `at`: now, milliseconds since 1970. */
  async hide(ids: readonly string[], at: number): Promise<void> {
    await this.#change((deletions) => ids.map((id) => deletions.put({ id, at })));
  }

  /** Brings back those of the hidden results that were not purged. */
  async restore(ids: readonly string[]): Promise<void> {
    await this.#change((deletions) => ids.map((id) => deletions.delete(id)));
  }

  async #change(change: (deletions: Deletions) => Promise<unknown>[]): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('deletions', 'readwrite');
      await Promise.all([...change(transaction.store), transaction.done]);
    });
  }

  /**
   * Forgets for good those of the hidden results that `which` picks, and returns their ids: nobody asks for their
   * bytes any more.
   */
  async purge(which: (deletion: Deletion) => boolean): Promise<string[]> {
    return withDatabase(this.#open, async (database) => {
      const transaction = database.transaction(['results', 'deletions'], 'readwrite');
      const [results, deletions] = [transaction.objectStore('results'), transaction.objectStore('deletions')];
      const ids = (await deletions.getAll()).filter(which).map(({ id }) => id);
      await Promise.all([
        ...ids.flatMap((id) => [results.delete(id), deletions.delete(id)]),
        transaction.done,
      ]);
      return ids;
    });
  }
}
