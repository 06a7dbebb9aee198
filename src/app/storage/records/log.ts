import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

/** One line of the log. What the fields say is the studio's business; see `src/app/features/log/entry.ts`. */
export type LogRecord = {
  /** Sorts by time. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** What happened in this browser, oldest first. */
export class LogStore<Entry extends LogRecord> {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** Throws `storage/full`. */
  async append(entries: readonly Entry[]): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('log', 'readwrite');
      await Promise.all([...entries.map((entry) => transaction.store.put(entry)), transaction.done]);
    });
  }

  async list(): Promise<Entry[]> {
    // The store holds what `append` was given, by this version or an earlier one.
    return withDatabase(this.#open, (database) => database.getAll('log')) as Promise<Entry[]>;
  }

  /** Forgets all but the newest `most`, and what is older than `since` (milliseconds since 1970). */
  async trim(most: number, since: number): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('log', 'readwrite');
      let surplus = (await transaction.store.count()) - most;
      let cursor = await transaction.store.openCursor();
      while (cursor && (surplus > 0 || cursor.value.at < since)) {
        await cursor.delete();
        surplus--;
        cursor = await cursor.continue();
      }
      await transaction.done;
    });
  }

  async clear(): Promise<void> {
    await withDatabase(this.#open, (database) => database.clear('log'));
  }
}
