import { openDatabase, type StudioDatabase } from './database';
import { asStorageError } from './storage-error';
import type { ResultRecord } from './result-record';

/** The records of finished results, newest first. */
export class ResultStore {
  #open: () => Promise<StudioDatabase>;

  constructor(open: () => Promise<StudioDatabase> = openDatabase) {
    this.#open = open;
  }

  /** Stores a record; call it only after the result's bytes are complete. Throws `storage/full`. */
  async put(record: ResultRecord): Promise<void> {
    await this.#with((database) => database.put('results', record));
  }

  async list(): Promise<ResultRecord[]> {
    const oldestFirst = await this.#with((database) => database.getAllFromIndex('results', 'createdAt'));
    return oldestFirst.reverse();
  }

  async delete(id: string): Promise<void> {
    await this.#with((database) => database.delete('results', id));
  }

  /** Opened for each use, so that a tab of a newer version is never blocked for long. */
  async #with<T>(use: (database: StudioDatabase) => Promise<T>): Promise<T> {
    const database = await this.#open();
    try {
      return await use(database);
    } catch (reason) {
      throw asStorageError(reason);
    } finally {
      database.close();
    }
  }
}
