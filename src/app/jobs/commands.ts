import { advance, hasEnded, isActive, type Job, type JobEvent, type JobId } from './job';

/** What the user can ask of the queue, from any tab. */
export type Command =
  | { readonly type: 'cancel'; readonly id: JobId }
  | { readonly type: 'cancel-all' }
  | { readonly type: 'retry'; readonly id: JobId }
  /** All that have failed and may succeed with the same files; what was cancelled stays so. */
  | { readonly type: 'retry-failed' }
  /** Puts a job before another, or last. */
  | { readonly type: 'move'; readonly id: JobId; readonly before: JobId | null }
  /** Takes one that has ended off the list. */
  | { readonly type: 'dismiss'; readonly id: JobId }
  | { readonly type: 'dismiss-ended' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

/**
 * The jobs after a command, in their order; what it does not change is the same object. `when`: milliseconds since
 * 1970. Stopping workers is the queue's part: a job that is to stop says so by its state.
 */
export function obey(jobs: readonly Job[], command: Command, when: number): readonly Job[] {
  const each = (which: (job: Job) => boolean, event: JobEvent) =>
    jobs.map((job) => (which(job) ? advance(job, event) : job));
  switch (command.type) {
    case 'cancel':
      return each(({ id }) => id === command.id, { type: 'cancel', when });
    case 'cancel-all':
      return each(() => true, { type: 'cancel', when });
    case 'retry':
      return each(({ id }) => id === command.id, { type: 'retry' });
    case 'retry-failed':
      return each((job) => job.state === 'failed' && job.canRetry, { type: 'retry' });
    case 'move':
      return move(jobs, command.id, command.before);
    case 'dismiss':
      return jobs.filter((job) => job.id !== command.id || !hasEnded(job));
    case 'dismiss-ended':
      return jobs.filter((job) => !hasEnded(job));
    case 'pause':
      return each(isActive, { type: 'suspend' });
    case 'resume':
      return jobs;
    default:
      return command satisfies never;
  }
}

/** Those of `fresh` that are not in the list yet. */
export function unknownOf(jobs: readonly Job[], fresh: readonly Job[]): Job[] {
  const known = new Set(jobs.map(({ id }) => id));
  return fresh.filter(({ id }) => !known.has(id));
}

/** What has to be stored, and forgotten, when a list of jobs takes the place of another. */
export function storedChanges(before: readonly Job[], after: readonly Job[]) {
  const old = new Map(before.map((job) => [job.id, job]));
  const changed = after.filter((job) => {
    const was = old.get(job.id);
    old.delete(job.id);
    return !was || was.state !== job.state || was.order !== job.order;
  });
  return { changed, gone: [...old.keys()] };
}

/** Content hashes of all files that jobs and results are made from. */
export function namedFiles(made: readonly Record<'video' | 'speech', { readonly id: string }>[]) {
  return new Set(made.flatMap(({ video, speech }) => [video.id, speech.id]));
}

/** Ids of the jobs that have not ended. */
export const unfinishedIds = (jobs: readonly Job[]) =>
  new Set(jobs.filter((job) => !hasEnded(job)).map(({ id }) => id));

export const byOrder = (a: Job, b: Job) => a.order - b.order || a.createdAt - b.createdAt;

function move(jobs: readonly Job[], id: JobId, before: JobId | null): readonly Job[] {
  const moved = jobs.find((job) => job.id === id);
  if (!moved || before === id) return jobs;
  const others = jobs.filter((job) => job !== moved);
  const found = before === null ? -1 : others.findIndex((job) => job.id === before);
  const at = found < 0 ? others.length : found;
  const [left, right] = [others[at - 1]?.order, others[at]?.order];
  const order = placeBetween(left, right);
  return [...others.slice(0, at), advance(moved, { type: 'reorder', order }), ...others.slice(at)];
}

/** A number between two neighbours, so that a move changes one job and not all behind it. */
function placeBetween(left: number | undefined, right: number | undefined): number {
  if (left === undefined) return (right ?? 1) - 1;
  return right === undefined ? left + 1 : (left + right) / 2;
}
