import { listFiles, removeFile } from '../../engine/job/input/files';
import { ownerOf, RESULTS, WORK } from './paths';

/** Removes what would let job `id` go on: once its result is safe, or when it is not to go on. */
export async function removeCheckpoints(id: string): Promise<void> {
  await removeOwned(id, (path) => path.startsWith(`${WORK}/`));
}

/** Removes all that job `id` has written. */
export async function discardJob(id: string): Promise<void> {
  await removeOwned(id, () => true);
}

async function removeOwned(id: string, which: (path: string) => boolean): Promise<void> {
  const files = (await Promise.all([WORK, RESULTS].map(listFiles))).flat();
  for (const path of files.filter((path) => ownerOf(path) === id && which(path))) {
    // A worker that was ended a moment ago may still hold its file; the sweep at the next start takes that one.
    await removeFile(path).catch((reason: unknown) => console.warn(`left behind: ${path}`, reason));
  }
}
