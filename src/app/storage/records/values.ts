import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

/** Single values that outlast the page: plain data under a name. Whoever reads one checks what it gets. */
export class ValueStore {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** `undefined` where nothing was stored under this name. */
  async get(name: string): Promise<unknown> {
    return withDatabase(this.#open, (database) => database.get('values', name));
  }

  /** Throws `storage/full`. */
  async set(name: string, value: unknown): Promise<void> {
    await withDatabase(this.#open, (database) => database.put('values', value, name));
  }

  /** It need not be there. */
  async delete(name: string): Promise<void> {
    await withDatabase(this.#open, (database) => database.delete('values', name));
  }

  /** The names under which something is stored that begin with `prefix`. */
  async names(prefix: string): Promise<string[]> {
    const names = await withDatabase(this.#open, (database) => database.getAllKeys('values'));
    return names.map(String).filter((name) => name.startsWith(prefix));
  }
}
