import type { SourceRef } from '../../../engine/core/media-info';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

/** Says that somebody confirmed the right to use a video; `id`, `name` and `bytes` are the file's. */
export type ConsentRecord = SourceRef & {
  /** Name or role, as the person who confirmed gave it; may be empty. */
  readonly by: string;
  /** The words that were confirmed, as they stood on the page. */
  readonly statement: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** What was confirmed in this browser, once for each file. Records are added, never changed. */
export class ConsentStore {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** Oldest first. */
  async list(): Promise<ConsentRecord[]> {
    return withDatabase(this.#open, (database) => database.getAllFromIndex('consents', 'at'));
  }

  /** Stores all or none; of a file that has one already, the first stays. Throws `storage/full`. */
  async add(records: readonly ConsentRecord[]): Promise<void> {
    await withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('consents', 'readwrite');
      for (const record of records)
        if (!(await transaction.store.getKey(record.id))) await transaction.store.put(record);
      await transaction.done;
    });
  }
}
