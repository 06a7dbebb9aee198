import { filesIn, isArchive } from '../../jobs/intake/archive';
import type { Given } from './sort-out';

/** What was given, with the files of a ZIP archive in its place; one that cannot be opened stays, to be refused. */
export async function unpacked(given: readonly Given[]): Promise<Given[]> {
  const parts = given.map(async (one): Promise<readonly Given[]> => {
    if (!isArchive(one.file)) return [one];
    try {
      return (await filesIn(one.file)).map((file) => ({ file, inFolder: true }));
    } catch (reason) {
      console.warn(`${one.file.name} cannot be opened`, reason);
      return [one];
    }
  });
  return (await Promise.all(parts)).flat();
}
