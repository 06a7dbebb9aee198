import type { CallOptions, WorkerHost } from '../bridge/worker-host';
import type { Hosts } from '../bridge/spawn';
import { DubError } from '../core/errors';
import type { SourceRef } from '../core/media-info';
import type { Progress, Step } from '../core/progress';
import type { Analyses } from '../../app/jobs/run/analyses';
import type { JobEvent, JobInput } from '../../app/jobs/job';
import type { StallWatch } from './stall-watch';
import type { Stopwatch } from './stopwatch';

type Worker<Host> =
  Host extends WorkerHost<infer Service> ? Pick<WorkerHost<Service>, 'run' | 'dispose'> : never;

/** What work on a job's files is done with; tests hand in their own. */
export type StepParts = {
  readonly hosts: { readonly [Name in keyof Hosts]: Worker<Hosts[Name]> };
  readonly analyses: Analyses;
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
  readonly input: JobInput;
  readonly parts: Parts;
  readonly signal: AbortSignal;
  /** Stops what runs side by side when one of it fails. */
  readonly stop: AbortController;
  readonly emit: (event: JobEvent) => void;
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
