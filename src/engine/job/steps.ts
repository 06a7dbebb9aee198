import type { CallOptions } from '../bridge/worker-host';
import type { JobWorkers } from '../bridge/workers';
import { DubError } from '../core/errors';
import type { SourceRef } from '../core/media-info';
import type { Progress, Step } from '../core/progress';
import type { AnalysisStore } from './analyses/analysis-store';
import type { DubJob } from './dub-job';
import type { StepEvent } from './progress/progress';
import { calmReports } from './progress/calm-reports';
import { StallWatch } from './progress/stall-watch';
import { stopwatch, type Stopwatch } from './progress/stopwatch';

/** What work on a job's files is done with; tests hand in their own. */
export type StepParts = {
  /** Workers that are the job's own until it releases them. */
  readonly leaseWorkers: () => JobWorkers;
  readonly analyses: AnalysisStore;
  /** The bytes of a file that a job is made from. Throws `input/gone`, `input/locked`. */
  readonly source: (ref: SourceRef) => Promise<File>;
  readonly files: {
    open(path: string): Promise<File>;
    /** Removes all that a job has written. */
    discard(id: string): Promise<void>;
  };
  /** Seconds on any one clock. */
  readonly now: () => number;
};

/** Work in progress on one job. */
export type StepRun<Parts extends StepParts = StepParts> = {
  /** Names what the work writes. */
  readonly id: string;
  readonly input: DubJob;
  readonly parts: Parts;
  readonly workers: JobWorkers;
  readonly signal: AbortSignal;
  /** Stops what runs side by side when one of it fails. */
  readonly stop: AbortController;
  readonly emit: (event: StepEvent) => void;
  readonly watch: Stopwatch;
  /** Ends a stage that gets nowhere. */
  readonly stalls: StallWatch;
};

/** Runs one step, measured and announced. Throws `job/stalled` where it gets nowhere; nothing beside it goes on then. */
export async function step<T>(
  { watch, stalls, emit, signal, stop, parts }: StepRun,
  name: Step,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  emit({ type: 'report', progress: { step: name, done: 0, total: 0 }, at: parts.now() });
  try {
    const value = await watch.time(name, () => stalls.during(name, work));
    emit({ type: 'step-done', step: name, at: parts.now() });
    return value;
  } catch (reason) {
    emit({ type: 'step-failed', step: name });
    if (reason instanceof DubError && reason.code === 'job/stalled') stop.abort(reason);
    throw reason;
  }
}

/** How a worker is called within a step. */
export const options = (run: StepRun, onProgress = reporter(run)): CallOptions => ({
  signal: run.signal,
  onProgress,
});

export const reporter =
  ({ emit, stalls, parts }: StepRun) =>
  (progress: Progress) => {
    stalls.saw(progress);
    emit({ type: 'report', progress, at: parts.now() });
  };

export type RunContext = { readonly signal: AbortSignal; readonly emit: (event: StepEvent) => void };

/**
 * Does `work` on a job's files with workers of its own, which are released when that is over. `id` names what it writes.
 * Throws what `work` throws, or the reason of the context's signal where that is why.
 */
export async function withRun<Parts extends StepParts, T>(
  id: string,
  input: DubJob,
  parts: Parts,
  context: RunContext,
  work: (run: StepRun<Parts>) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const length = input.video.info.duration + input.speech.info.duration;
  const workers = parts.leaseWorkers();
  const run: StepRun<Parts> = {
    ...{ id, input, parts, workers, signal, stop },
    emit: calmReports(context.emit),
    watch: stopwatch(parts.now),
    stalls: new StallWatch(parts.now, length),
  };
  try {
    return await work(run);
  } catch (reason) {
    throw context.signal.aborted ? context.signal.reason : reason;
  } finally {
    for (const lease of Object.values(workers)) lease.release();
  }
}
