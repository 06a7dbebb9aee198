/** The stages of one job, in order. `convert` happens only for files that WebCodecs cannot read. */
export const STEPS = ['probe', 'convert', 'track', 'listen', 'plan', 'render'] as const;
export type Step = (typeof STEPS)[number];

/** `done` of `total` in the step's own unit (frames, seconds, files); `total` 0 means not yet known. */
export type Progress = { readonly step: Step; readonly done: number; readonly total: number };

/** The part of the platform's `AbortSignal` that long-running code needs. */
export type StopSignal = {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** What a long-running call gets: a wish to stop, and where to say how far it is. */
export type TaskContext = { readonly signal: StopSignal; report(progress: Progress): void };

/** Share of a typical job's wall time (10 s of 512×512 on two cores, `bench/`). */
const WEIGHT: Record<Step, number> = {
  probe: 0.02,
  convert: 0.13,
  track: 0.4,
  listen: 0.05,
  plan: 0.02,
  render: 0.38,
};

/**
 * Whole-job fraction, 0–1. Never below `previous`: steps that run side by side report out of order,
 * and a bar that goes back frightens people.
 */
export function overall(progress: Progress, previous = 0): number {
  let before = 0;
  for (const step of STEPS) {
    if (step === progress.step) break;
    before += WEIGHT[step];
  }
  const within = progress.total > 0 ? Math.min(1, Math.max(0, progress.done / progress.total)) : 0;
  return Math.min(1, Math.max(previous, before + within * WEIGHT[progress.step]));
}
