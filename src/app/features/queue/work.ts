import { DubError } from '../../../engine/core/errors';
import type { MediaInfo } from '../../../engine/core/media-info';
import { lockedSettings } from '../../environment/deployment';
import { removeCheckpoints } from '../../storage/job-files';
import { holdJob } from '../../storage/lease';
import type { ResultRecord } from '../../storage/records/result-record';
import { collectGarbage } from '../../jobs/run/collect-garbage';
import { isActive, type Job, type JobId } from '../../jobs/job';
import type { DubJob } from '../../../engine/job/dub-job';
import type { Farm } from '../farm/open-offer';
import type { Consents } from '../privacy/consents.svelte';
import type { Journal } from '../log/journal.svelte';
import { type PaceStore } from '../../jobs/estimate/pace-store.svelte';
import type { QueueContext, QueueParts } from '../../jobs/queue.svelte';
import type { RunnerParts } from '../../jobs/run/runner';
import type { RunContext } from '../../../engine/job/steps';
import type { Storeroom } from '../storage-manager/storeroom.svelte';
import type { Tables } from '../../jobs/intake/table';
import type { NewJobsParts } from './new-jobs';
import type { RunnerSources } from './runner-parts';

export type WorkshopParts = RunnerSources & {
  readonly journal: Pick<Journal, 'add'>;
  readonly storeroom: Pick<Storeroom, 'tidy' | 'persistOnce'>;
  /** Other machines that jobs may be made on; null where there are none. */
  readonly farm: () => Promise<Farm | null>;
  readonly probe: (file: File) => Promise<MediaInfo>;
  readonly consents: Pick<Consents, 'ask' | 'list'>;
  /** What lies on the tables of this browser's tabs. */
  readonly tables: Pick<Tables, 'files'>;
} & NewJobsParts &
  Pick<QueueParts, 'isReplaced'>;

/** What a job is run with, besides the parts of the whole. */
export type WorkParts = {
  readonly runner: RunnerParts;
  readonly pace: PaceStore;
  readonly keep: (record: ResultRecord) => Promise<void>;
  readonly jobOf: (id: JobId) => Job | undefined;
};

/** Makes one job, on this device or on the machines that the deployment names; only one tab does so. */
export async function work(
  { id, input, context }: { readonly id: JobId; readonly input: DubJob; readonly context: QueueContext },
  parts: WorkshopParts,
  own: WorkParts,
): Promise<void> {
  const letGo = await holdJob(id);
  try {
    await (own.jobOf(id)?.away
      ? makeAway(id, input, context, parts, own)
      : makeHere(id, input, context, own));
  } finally {
    letGo();
  }
}

/** Throws `farm/away` where the deployment names no machines any more. */
async function makeAway(
  id: JobId,
  given: DubJob,
  { signal, emit }: QueueContext,
  parts: WorkshopParts,
  { keep }: WorkParts,
): Promise<void> {
  const farm = await parts.farm();
  if (!farm) throw new DubError('farm/away');
  const settings = lockedSettings(given.settings, await parts.deployment.readAgain());
  await farm.run(
    id,
    { ...given, settings },
    { ...parts, keep },
    { signal, onProgress: (progress) => emit({ type: 'away', progress }) },
  );
}

async function makeHere(
  id: JobId,
  input: DubJob,
  context: RunContext,
  { runner, pace, jobOf }: WorkParts,
): Promise<void> {
  const stopCollecting = collectGarbage();
  try {
    // Not wanted before the first job.
    const { runJob } = await import('../../jobs/run/runner');
    await runJob(id, input, runner, context);
    const job = jobOf(id);
    if (job && isActive(job)) await pace.learn(job);
    await removeCheckpoints(id);
  } finally {
    stopCollecting();
  }
}
