import { forecast, prospectOf, type Plannable } from '../../../engine/job/progress/forecast';
import { hasEnded, isActive, type Job } from '../job';
import type { Pace } from './pace';
import { expectedSeconds } from '../../../engine/job/progress/progress';

/** A job before it runs, its files known by content or by any other id. */
export type Planned = Plannable & {
  readonly video: { readonly id: string };
  readonly speech: { readonly id: string };
};

/** Seconds that each of `jobs` is expected to take, in their order: a file is analysed for the first job only. */
export function expectedEach(jobs: readonly Planned[], pace: Pace): number[] {
  const analysed = new Set<string>();
  return jobs.map((job) => {
    const known = { track: analysed.has(job.video.id), listen: analysed.has(job.speech.id) };
    analysed.add(job.video.id).add(job.speech.id);
    return (pace[job.painter.id] ?? 1) * expectedSeconds(forecast(prospectOf(job, known)));
  });
}

/** How a queue that has work stands. */
export type Outlook = {
  /** Of those that belong to this stretch of work: how many have ended, and how many there are. */
  readonly ended: number;
  readonly failed: number;
  readonly total: number;
  /** Of the expected work, 0–1. */
  readonly fraction: number;
  /** Null where that depends on other machines which have not said. */
  readonly secondsLeft: number | null;
};

/**
 * How the queue stands; null where nothing runs or waits. Jobs that had ended before the oldest of those that are left
 * was made are an earlier stretch of work and do not count; cancelled ones are none.
 */
export function outlook(jobs: readonly Job[], pace: Pace): Outlook | null {
  const open = jobs.filter((job) => !hasEnded(job));
  if (open.length === 0) return null;
  const since = Math.min(...open.map(({ createdAt }) => createdAt));
  const counted = jobs.filter(
    (job) => job.state !== 'cancelled' && (!hasEnded(job) || (job.endedAt ?? 0) >= since),
  );
  const expected = expectedEach(
    counted.map(({ input }) => input),
    pace,
  );
  let [all, done, here] = [0, 0, 0];
  let away: number | null = 0;
  for (const [index, job] of counted.entries()) {
    const seconds = expected[index] ?? 0;
    const fraction = hasEnded(job) ? 1 : isActive(job) ? job.progress.fraction : 0;
    all += seconds;
    done += seconds * fraction;
    if (hasEnded(job)) continue;
    const told = isActive(job) ? job.progress.secondsLeft : null;
    // Here one comes after the other; elsewhere they are made side by side, at a pace that only those machines know.
    if (!job.away) here += told ?? seconds * (1 - fraction);
    else away = told === null || away === null ? null : Math.max(away, told);
  }
  const ended = counted.filter(hasEnded);
  return {
    ended: ended.length,
    failed: ended.filter(({ state }) => state === 'failed').length,
    total: counted.length,
    fraction: all > 0 ? done / all : 0,
    secondsLeft: away === null ? null : Math.max(here, away),
  };
}
