/**
 * The stages of one job, in order. `convert` happens only for files that WebCodecs cannot read; `sign` is the last part
 * of the render, and only told where it takes long enough to be seen.
 */
export const STEPS = ['probe', 'convert', 'track', 'listen', 'plan', 'render', 'sign'] as const;
/** One of them. */
export type Step = (typeof STEPS)[number];

/** `done` of `total` in the step's own unit (frames, seconds, files, bytes); `total` 0 means not yet known. */
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
