import { listFiles, removeFile } from './files';
import { ownerOf, RESULTS, resultPath, TEMP } from './paths';

/** Removes what job `id` has written besides its finished result: conversions and unfinished parts. */
export async function removeTemporary(id: string): Promise<void> {
  await removeOwned(id, (path) => path !== resultPath(id));
}

/** Removes all that job `id` has written. */
export async function discardJob(id: string): Promise<void> {
  await removeOwned(id, () => true);
}

async function removeOwned(id: string, which: (path: string) => boolean): Promise<void> {
  const files = [...(await listFiles(TEMP)), ...(await listFiles(RESULTS))];
  for (const path of files.filter((path) => ownerOf(path) === id && which(path))) {
    // A worker that was ended a moment ago may still hold its file; the sweep at the next start takes that one.
    await removeFile(path).catch((reason: unknown) => console.warn(`left behind: ${path}`, reason));
  }
}
