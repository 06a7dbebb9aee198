import type { StudioDatabase } from './database';
import { asStorageError } from './storage-error';

/** Opens the database; tests hand in their own. */
export type OpenDatabase = () => Promise<StudioDatabase>;

/**
 * Uses the database, opened for each use, so that a tab of a newer version is never blocked for long.
 * Throws `storage/full` for a used-up quota.
 */
export async function withDatabase<T>(
  open: OpenDatabase,
  use: (database: StudioDatabase) => Promise<T>,
): Promise<T> {
  const database = await open();
  try {
    return await use(database);
  } catch (reason) {
    throw asStorageError(reason);
  } finally {
    database.close();
  }
}
