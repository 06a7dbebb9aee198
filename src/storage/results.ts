import { completeSettings } from '../dub/plan/settings';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';
import type { ResultRecord } from './result-record';

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

  async list(): Promise<ResultRecord[]> {
    const oldestFirst = await withDatabase(this.#open, (database) =>
      database.getAllFromIndex('results', 'createdAt'),
    );
    return oldestFirst
      .map((record) => ({ ...record, settings: completeSettings(record.settings) }))
      .reverse();
  }

  async delete(id: string): Promise<void> {
    await withDatabase(this.#open, (database) => database.delete('results', id));
  }
}
