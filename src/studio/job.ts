import type { EncoderChoice } from '../bridge/services';
import { DubError, type DubErrorData } from '../dub/errors';
import type { MediaInfo } from '../dub/media-info';
import type { DubSettings } from '../dub/plan/dub-plan';
import type { Wav2LipSettings } from '../dub/wav2lip/inputs';
import type { StoredNetwork } from '../storage/networks';
import type { Progress, Step } from '../dub/progress';
import type { ResultRecord } from '../storage/result-record';
import {
  currentStep,
  endStep,
  report,
  revise,
  startProgress,
  type Forecast,
  type JobProgress,
} from './progress';

export type JobId = string;

/** A file that the user gave and that was found to be fit for its part. */
export type Chosen = { readonly file: File; readonly info: MediaInfo };

/** What one job is to do. */
export type JobInput = {
  readonly video: Chosen;
  readonly speech: Chosen;
  readonly settings: DubSettings;
  readonly encoder: EncoderChoice;
  /** A network that paints the mouth; without one it is borrowed from the video itself. */
  readonly wav2lip?: { readonly network: StoredNetwork; readonly settings: Wav2LipSettings };
};

export type Outcome = {
  readonly record: ResultRecord;
  /** The finished file, by reference to its bytes in OPFS. */
  readonly result: File;
  /** The video it can be compared with: converted, where the browser cannot play it otherwise. */
  readonly original: File;
};

type Base = { readonly id: JobId; readonly input: JobInput };
export type Job = Base &
  (
    | { readonly state: 'waiting' }
    | { readonly state: 'running'; readonly progress: JobProgress }
    /** Cancelled by the user; its workers have not let go yet. */
    | { readonly state: 'stopping'; readonly progress: JobProgress }
    | { readonly state: 'done'; readonly outcome: Outcome }
    | {
        readonly state: 'failed';
        readonly error: DubErrorData;
        readonly step: Step | null;
        /** True where the same files may succeed when they are run again. */
        readonly canRetry: boolean;
      }
    | { readonly state: 'cancelled' }
  );

/** Times are seconds on one clock. */
export type JobEvent =
  | { readonly type: 'start'; readonly forecast: Forecast }
  | { readonly type: 'revise'; readonly forecast: Forecast; readonly at: number }
  | { readonly type: 'report'; readonly progress: Progress; readonly at: number }
  | { readonly type: 'step-done'; readonly step: Step; readonly at: number }
  | { readonly type: 'step-failed'; readonly step: Step }
  | { readonly type: 'cancel' }
  | { readonly type: 'stopped' }
  | { readonly type: 'fail'; readonly error: DubErrorData }
  | { readonly type: 'finish'; readonly outcome: Outcome };

export const createJob = (id: JobId, input: JobInput): Job => ({ id, input, state: 'waiting' });

/** The only way a job changes state. An event that does not apply returns the same object. */
export function advance(job: Job, event: JobEvent): Job {
  const base = { id: job.id, input: job.input };
  switch (event.type) {
    case 'start':
      return job.state === 'waiting'
        ? { ...base, state: 'running', progress: startProgress(event.forecast) }
        : job;
    case 'revise':
      return onRunning(job, (progress) => revise(progress, event.forecast, event.at));
    case 'report':
      return onRunning(job, (progress) => report(progress, event.progress, event.at));
    case 'step-done':
      return onRunning(job, (progress) => endStep(progress, event.step, event.at));
    case 'step-failed':
      return onRunning(job, (progress) => ({ ...progress, failedAt: progress.failedAt ?? event.step }));
    case 'cancel':
      if (job.state === 'waiting') return { ...base, state: 'cancelled' };
      return job.state === 'running' ? { ...base, state: 'stopping', progress: job.progress } : job;
    case 'stopped':
      return isActive(job) ? { ...base, state: 'cancelled' } : job;
    case 'fail':
      return isActive(job) ? fail(job, event.error) : job;
    case 'finish':
      // Also while stopping: a result that is complete and recorded is not thrown away.
      return isActive(job) ? { ...base, state: 'done', outcome: event.outcome } : job;
    default:
      return event satisfies never;
  }
}

type ActiveJob = Extract<Job, { state: 'running' | 'stopping' }>;

/** True while the job's workers are at it. */
export function isActive(job: Job): job is ActiveJob {
  return job.state === 'running' || job.state === 'stopping';
}

function fail({ id, input, progress }: ActiveJob, error: DubErrorData): Job {
  const { canRetry } = new DubError(error.code);
  return { id, input, state: 'failed', error, canRetry, step: progress.failedAt ?? currentStep(progress) };
}

/** Next job to start, or none: strictly one runs at a time. */
export function nextJob(jobs: readonly Job[]): Job | null {
  return jobs.some(isActive) ? null : (jobs.find((job) => job.state === 'waiting') ?? null);
}

function onRunning(job: Job, change: (progress: JobProgress) => JobProgress): Job {
  return job.state === 'running' ? { ...job, progress: change(job.progress) } : job;
}
