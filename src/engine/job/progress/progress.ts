import { STEPS, type Progress, type Step } from '../../core/progress';

export type { Step };
/** All steps in their order. */
export const STAGES: readonly Step[] = STEPS;

/** Seconds that each step is expected to take; a step that the job does not have is absent. */
export type Forecast = Readonly<Partial<Record<Step, number>>>;

/** A point on a step's way: how far it was, and when. */
type Mark = { readonly fraction: number; readonly at: number };

/** How far one step is. Times are seconds on any one clock. */
export type StepState = {
  readonly fraction: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Its first sign of progress: before it, models load, which says nothing about the pace; null until then. */
  readonly moving: Mark | null;
};

/** How far a whole job is: what the bar, the list of stages and the time left are made from. */
export type JobProgress = {
  readonly forecast: Forecast;
  readonly steps: Readonly<Partial<Record<Step, StepState>>>;
  /** Whole job, 0–1; never goes back. */
  readonly fraction: number;
  /** Null until there is something to judge by. */
  readonly secondsLeft: number | null;
  /** The first step that failed: of two side by side the other is only stopped; null while all is well. */
  readonly failedAt: Step | null;
};

/** What happens on the way of a job. `at`: seconds on one clock. */
export type StepEvent =
  | { readonly type: 'revise'; readonly forecast: Forecast; readonly at: number }
  | { readonly type: 'report'; readonly progress: Progress; readonly at: number }
  | { readonly type: 'step-done'; readonly step: Step; readonly at: number }
  | { readonly type: 'step-failed'; readonly step: Step };

/** A step's own pace is believed when it was seen over so much of the step, for so long. */
const BELIEVED = { fraction: 0.04, seconds: 0.8 };

/** Steps that run side by side: only the longer one is waited for. */
const SIDE_BY_SIDE: ReadonlySet<Step> = new Set<Step>(['track', 'listen']);

/** Seconds that a whole job is expected to take. */
export function expectedSeconds(forecast: Forecast): number {
  const entries = Object.entries(forecast) as [Step, number][];
  const beside = entries.filter(([step]) => SIDE_BY_SIDE.has(step)).map(([, seconds]) => seconds);
  const others = entries.filter(([step]) => !SIDE_BY_SIDE.has(step)).map(([, seconds]) => seconds);
  return others.reduce((sum, seconds) => sum + seconds, Math.max(0, ...beside));
}

export const startProgress = (forecast: Forecast): JobProgress => ({
  forecast,
  steps: {},
  fraction: 0,
  secondsLeft: null,
  failedAt: null,
});

/** Takes in a worker's report made at `now`. */
export function report(job: JobProgress, { step, done, total }: Progress, now: number): JobProgress {
  // Painting and signing are one call to one worker: with the first word of signing the painting is over.
  if (step === 'sign' && job.steps.render?.endedAt === null) job = endStep(job, 'render', now);
  const before = job.steps[step];
  const within = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const fraction = Math.max(before?.fraction ?? 0, within);
  const moving = before?.moving ?? (fraction > 0 ? { fraction, at: now } : null);
  const state = { startedAt: before?.startedAt ?? now, endedAt: before?.endedAt ?? null, fraction, moving };
  return refold({ ...job, steps: { ...job.steps, [step]: state } }, now);
}

/** Marks a step, and what is the last part of it, as finished at `now`. */
export function endStep(job: JobProgress, step: Step, now: number): JobProgress {
  const before = job.steps[step];
  const state = {
    startedAt: before?.startedAt ?? now,
    endedAt: before?.endedAt ?? now,
    fraction: 1,
    moving: before?.moving ?? null,
  };
  const ended = refold({ ...job, steps: { ...job.steps, [step]: state } }, now);
  return step === 'render' && job.steps.sign?.endedAt === null ? endStep(ended, 'sign', now) : ended;
}

/** How far the job is after something that happened on its way. */
export function follow(job: JobProgress, event: StepEvent): JobProgress {
  switch (event.type) {
    case 'revise':
      return revise(job, event.forecast, event.at);
    case 'report':
      return report(job, event.progress, event.at);
    case 'step-done':
      return endStep(job, event.step, event.at);
    case 'step-failed':
      return { ...job, failedAt: job.failedAt ?? event.step };
    default:
      return event satisfies never;
  }
}

/** Replaces what was expected, for instance once it is known that an analysis can be reused. */
export function revise(job: JobProgress, forecast: Forecast, now: number): JobProgress {
  return refold({ ...job, forecast }, now);
}

/** The step to name in the headline: of those that run, the one that will take longest; null before the first. */
export function currentStep({ forecast, steps }: JobProgress): Step | null {
  const left = (step: Step) => (forecast[step] ?? 0) * (1 - (steps[step]?.fraction ?? 0));
  const running = STEPS.filter((step) => steps[step] && steps[step].endedAt === null);
  const longest = running.toSorted((a, b) => left(b) - left(a))[0];
  return longest ?? STEPS.findLast((step) => steps[step]) ?? null;
}

function refold(job: JobProgress, now: number): JobProgress {
  let done = 0;
  let all = 0;
  for (const step of STEPS) {
    const expected = job.forecast[step] ?? 0;
    all += expected;
    done += expected * (job.steps[step]?.fraction ?? 0);
  }
  // 1 belongs to the finished job alone, which has no bar any more.
  const fraction = Math.max(job.fraction, all > 0 ? Math.min(0.999, done / all) : 0);
  return { ...job, fraction, secondsLeft: timeLeft(job, now) };
}

/** Seconds that a running step needs from now on, by its own pace; null where that is too early to say. */
function paceLeft({ fraction, moving }: StepState, now: number): number | null {
  if (!moving) return null;
  const [way, elapsed] = [fraction - moving.fraction, now - moving.at];
  if (way < BELIEVED.fraction || elapsed < BELIEVED.seconds) return null;
  return (elapsed * (1 - fraction)) / way;
}

/** How much slower this machine is than was expected, by the steps seen so far; null before the first. */
function slowness({ forecast, steps }: JobProgress, now: number): number | null {
  let spent = 0;
  let expected = 0;
  let all = 0;
  for (const step of STEPS) {
    all += forecast[step] ?? 0;
    const state = steps[step];
    if (!state || (state.endedAt === null && paceLeft(state, now) === null)) continue;
    spent += (state.endedAt ?? now) - state.startedAt;
    expected += (forecast[step] ?? 0) * state.fraction;
  }
  return spent >= BELIEVED.seconds && expected > BELIEVED.fraction * all ? spent / expected : null;
}

function timeLeft(job: JobProgress, now: number): number | null {
  const slow = slowness(job, now);
  if (slow === null) return null;
  let total = 0;
  let beside = 0;
  for (const step of STEPS) {
    const state = job.steps[step];
    if (state && state.endedAt !== null) continue;
    const guess = slow * (job.forecast[step] ?? 0) * (1 - (state?.fraction ?? 0));
    const left = (state && paceLeft(state, now)) ?? guess;
    if (SIDE_BY_SIDE.has(step)) beside = Math.max(beside, left);
    else total += left;
  }
  return total + beside;
}
