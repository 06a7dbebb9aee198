import { DubError, type DubErrorData } from '../../engine/core/errors';
import type { Step } from '../../engine/core/progress';
import type { DubJob } from '../../engine/job/dub-job';
import {
  currentStep,
  follow,
  startProgress,
  type Forecast,
  type JobProgress,
  type StepEvent,
} from '../../engine/job/progress/progress';

export type JobId = string;

/** How far a job is that is made on other machines. */
export type AwayProgress = {
  /** Its files are sent, it waits there, it is made, its result is fetched. */
  readonly stage: 'send' | 'wait' | 'make' | 'fetch';
  /** What is being done there; null where nothing is, or that is not known. */
  readonly step: Step | null;
  /** Of all of it, 0–1. */
  readonly fraction: number;
  readonly secondsLeft: number | null;
  /** That were sent or fetched so far, where that is what happens. */
  readonly bytes?: number;
};

type Base = {
  readonly id: JobId;
  readonly input: DubJob;
  /** Name of the batch that it came with; null for one that was made by itself. */
  readonly batch: string | null;
  /** True of a job that is made on other machines; absent of one that is made here. */
  readonly away?: true;
  /** Place in the queue: jobs run in ascending order. */
  readonly order: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Of the run that is on or was the last; null before the first. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

export type Job = Base &
  (
    | { readonly state: 'waiting' }
    | {
        readonly state: 'running';
        readonly progress: JobProgress;
        readonly elsewhere?: AwayProgress;
      }
    /** Its workers have not let go yet; afterwards it is cancelled, or waits to go on where it was. */
    | {
        readonly state: 'stopping';
        readonly progress: JobProgress;
        readonly then: 'cancelled' | 'waiting';
      }
    /** Its result's record bears the job's id. */
    | { readonly state: 'done' }
    | {
        readonly state: 'failed';
        readonly error: DubErrorData;
        readonly step: Step | null;
        /** True where the same files may succeed when they are run again. */
        readonly canRetry: boolean;
      }
    | { readonly state: 'cancelled' }
  );

/** `at`: seconds on one clock; `when`: milliseconds since 1970. */
export type JobEvent =
  | { readonly type: 'start'; readonly forecast: Forecast; readonly when: number }
  | StepEvent
  /** Of a job that is made elsewhere. */
  | { readonly type: 'away'; readonly progress: AwayProgress }
  | { readonly type: 'cancel'; readonly when: number }
  /** Stop for now and keep what is done. */
  | { readonly type: 'suspend' }
  /** The workers have let go after `cancel` or `suspend`. */
  | { readonly type: 'stopped'; readonly when: number }
  | { readonly type: 'fail'; readonly error: DubErrorData; readonly when: number }
  | { readonly type: 'finish'; readonly when: number }
  /** Once more, after it has failed or was cancelled. */
  | { readonly type: 'retry' }
  | { readonly type: 'reorder'; readonly order: number };

export function createJob(
  input: DubJob,
  place: { order: number; batch?: string | null; away?: boolean },
): Job {
  const { order, batch = null, away = false } = place;
  const times = { createdAt: Date.now(), startedAt: null, endedAt: null };
  return {
    ...{ id: crypto.randomUUID(), input, batch, order, ...times, state: 'waiting' },
    ...(away && { away }),
  };
}

/** What a job is whatever its state. */
function base({ id, input, batch, order, createdAt, startedAt, endedAt, away }: Job): Base {
  return { id, input, batch, order, createdAt, startedAt, endedAt, ...(away && { away }) };
}

/** The only way a job changes state. An event that does not apply returns the same object. */
export function advance(job: Job, event: JobEvent): Job {
  switch (event.type) {
    case 'start':
      return job.state === 'waiting' ? start(job, event.forecast, event.when) : job;
    case 'revise':
    case 'report':
    case 'step-done':
    case 'step-failed':
      return job.state === 'running' ? { ...job, progress: follow(job.progress, event) } : job;
    case 'away':
      return job.state === 'running' ? followAway(job, event.progress) : job;
    case 'cancel':
      if (job.state === 'waiting') return { ...base(job), endedAt: event.when, state: 'cancelled' };
      return isActive(job) ? stop(job, 'cancelled') : job;
    case 'suspend':
      return job.state === 'running' ? stop(job, 'waiting') : job;
    case 'stopped':
      return isActive(job) ? letGo(job, event.when) : job;
    case 'fail':
      return isActive(job) ? fail(job, event.error, event.when) : job;
    case 'finish':
      // Also while stopping: a result that is complete and recorded is not thrown away.
      return isActive(job) ? { ...base(job), endedAt: event.when, state: 'done' } : job;
    case 'retry':
      return canRunAgain(job) ? { ...base(job), startedAt: null, endedAt: null, state: 'waiting' } : job;
    case 'reorder':
      return job.order === event.order ? job : { ...job, order: event.order };
    default:
      return event satisfies never;
  }
}

/** The bar never goes back, though what was sent before a reload is not sent again. */
function followAway(job: Extract<Job, { state: 'running' }>, elsewhere: AwayProgress): Job {
  const fraction = Math.max(job.progress.fraction, Math.min(0.999, elsewhere.fraction));
  const { secondsLeft } = elsewhere;
  return { ...job, elsewhere, progress: { ...job.progress, fraction, secondsLeft } };
}

export type ActiveJob = Extract<Job, { state: 'running' | 'stopping' }>;

/** True while the job's workers are at it. */
export function isActive(job: Job): job is ActiveJob {
  return job.state === 'running' || job.state === 'stopping';
}

/** True once nothing more will happen to it by itself. */
export const hasEnded = (job: Job): boolean => !isActive(job) && job.state !== 'waiting';

export const canRunAgain = (job: Job): boolean => job.state === 'failed' || job.state === 'cancelled';

function start(job: Job, forecast: Forecast, when: number): Job {
  return {
    ...base(job),
    startedAt: when,
    endedAt: null,
    state: 'running',
    progress: startProgress(forecast),
  };
}

function stop(job: ActiveJob, then: 'cancelled' | 'waiting'): Job {
  return { ...base(job), state: 'stopping', progress: job.progress, then };
}

/** A job that stops without having been told to was cut off with its tab, and waits to go on. */
function letGo(job: ActiveJob, when: number): Job {
  return job.state === 'stopping' && job.then === 'cancelled'
    ? { ...base(job), endedAt: when, state: 'cancelled' }
    : { ...base(job), state: 'waiting' };
}

function fail(job: ActiveJob, error: DubErrorData, when: number): Job {
  const { canRetry } = new DubError(error.code);
  const step = job.progress.failedAt ?? currentStep(job.progress);
  return { ...base(job), endedAt: when, state: 'failed', error, canRetry, step };
}

/** True while this machine is at it. */
export const isActiveHere = (job: Job): boolean => isActive(job) && !job.away;

/** Jobs that are made elsewhere cost little here; more would only ask how they are. */
const MOST_AWAY = 8;

/** Next job to start, or none: strictly one runs at a time here, and some elsewhere beside it. `jobs` in their order. */
export function nextJob(jobs: readonly Job[]): Job | null {
  const active = jobs.filter(isActive);
  const away = active.filter((job) => job.away).length;
  const isRoom = (job: Job) => (job.away ? away < MOST_AWAY : away === active.length);
  return jobs.find((job) => job.state === 'waiting' && isRoom(job)) ?? null;
}

const PHASES = { send: 'sending', wait: 'waiting', make: 'rendering', fetch: 'finishing' } as const;

/** What the user is told of a job that runs: the picture is being made, is complete, or not begun. */
export function phaseOf(job: Job): Job['state'] | 'sending' | 'analysing' | 'rendering' | 'finishing' {
  if (job.state !== 'running') return job.state;
  if (job.away) return PHASES[job.elsewhere?.stage ?? 'send'];
  const { render } = job.progress.steps;
  if (!render) return 'analysing';
  return render.endedAt === null ? 'rendering' : 'finishing';
}
