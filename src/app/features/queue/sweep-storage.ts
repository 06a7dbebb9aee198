import { namedFiles, unfinishedIds } from '../../jobs/commands';
import type { Tables } from '../../jobs/intake/table';
import type { Job } from '../../jobs/job';
import type { InputStore } from '../../storage/records/inputs';
import type { ResultStore } from '../../storage/records/results';
import { sweep } from '../../storage/sweep';

/** An input that nothing names may belong to a job that is just being made; milliseconds. */
const FRESH_MS = 3_600_000;

/** Forgets what is left of jobs that are no more, and files that no job, result or table is made from. */
export async function sweepStorage(
  jobs: readonly Job[],
  results: ResultStore,
  inputs: InputStore,
  tables: Pick<Tables, 'files'>,
): Promise<void> {
  const records = await results.list();
  await sweep(results, unfinishedIds(jobs));
  await inputs.forgetUnfinished();
  const made = namedFiles([...jobs.map(({ input }) => input), ...records]);
  const named = new Set([...made, ...(await tables.files())]);
  for (const { id, addedAt } of await inputs.list())
    if (!named.has(id) && Date.now() - addedAt > FRESH_MS) await inputs.delete(id);
}
