import { isCacheRemnant } from './records/caches';
import { listFiles, removeFile } from '../../engine/job/input/files';
import { heldJobs } from './lease';
import { ARCHIVES, CACHE, ownerOf, RESULTS, resultPath, WORK } from './paths';
import type { ResultStore } from './records/results';

/**
 * Which of `files` nobody will ever ask for: unfinished results and checkpoints of jobs that no tab works on, archives,
 * and results without a record (the tab died between the two). `unfinished`: jobs that are to go on; what they have
 * written to do so is spared. Of the caches it is what was being written, where no tab works on anything.
 */
export function orphans(
  files: readonly string[],
  held: ReadonlySet<string>,
  recorded: ReadonlySet<string>,
  unfinished: ReadonlySet<string>,
): string[] {
  return files.filter((path) => {
    if (path.startsWith(`${CACHE}/`)) return held.size === 0 && isCacheRemnant(path);
    const owner = ownerOf(path);
    if (held.has(owner)) return false;
    if (path.startsWith(`${WORK}/`) && unfinished.has(owner)) return false;
    return !(path === resultPath(owner) && recorded.has(owner));
  });
}

/**
 * Removes what jobs that died have left behind, and returns the paths. The order of the three questions matters:
 * a file listed first belongs to a job that held its lock before; one that holds none afterwards has ended, so its
 * record, if it finished, is there by then. `unfinished`: ids of the jobs that are to go on.
 */
export async function sweep(
  results: ResultStore,
  unfinished: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const files = (await Promise.all([WORK, ARCHIVES, CACHE, RESULTS].map(listFiles))).flat();
  const held = await heldJobs();
  const recorded = new Set(await results.ids());
  const gone = orphans(files, held, recorded, unfinished);
  for (const path of gone) {
    // One file that another tab has open must not keep the others.
    await removeFile(path).catch((reason: unknown) => console.warn(`left behind: ${path}`, reason));
  }
  return gone;
}
