import type { Snapshot } from '../../../engine/bridge/services';
import { DubError, toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { Progress } from '../../../engine/core/progress';
import type { TimeRange } from '../../../engine/core/time-range';
import type { StepRun } from '../../../engine/job/steps';
import { fileSettings } from '../../../engine/plan/settings';
import { clipPath } from '../../storage/paths';
import type { JobRequest } from '../queue/new-jobs';
import { PreviewPlanner, type PlannedRun, type PreviewParts } from './preview-planner';

/** Seconds of the moving preview. */
export const CLIP_SECONDS = 3;
/** Whoever drags a slider wants the picture where it comes to rest; milliseconds. */
const SETTLE_MS = 250;

/** What is shown: one frame, or a few seconds. `at`: seconds of the output. */
export type Shown =
  | { readonly kind: 'still'; readonly at: number; readonly still: Snapshot }
  | { readonly kind: 'clip'; readonly at: number; readonly clip: File };

/**
 * Shows what a job would make, by the job's own steps: analyses and plan of the whole, then one frame or a few seconds
 * of it.
 */
export class Preview {
  readonly #parts: PreviewParts;
  readonly #planner: PreviewPlanner;
  /** Ends what is being painted for settings that are no more. */
  #painting: AbortController | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  #shown = $state.raw<Shown | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #working = $state(false);
  #error = $state.raw<DubErrorData | null>(null);

  constructor(parts: PreviewParts) {
    this.#parts = parts;
    this.#planner = new PreviewPlanner(parts, (progress) => {
      if (this.#working) this.#progress = progress;
    });
  }

  get shown() {
    return this.#shown;
  }
  /** Where in the result the user looks, seconds. */
  place = $state(1);

  /** True while something is being made. */
  get working() {
    return this.#working;
  }
  /** How far the step is that is at work; null where none is or it does not say. */
  get progress() {
    return this.#progress;
  }
  get error() {
    return this.#error;
  }

  /** Shows one frame, as soon as nothing newer was asked for. */
  showFrame(request: JobRequest, at: number): void {
    void this.#begin(SETTLE_MS, async (signal) => {
      const planned = await this.#planner.plan(request, signal);
      const { steps, run, plan, begins } = planned;
      const wish = await this.#planner.wish(request, planned, at, signal);
      const wanted = { ...wish, plan: steps.slicePlan(plan, { from: at - begins, to: at - begins }) };
      const still = await this.#paint(steps, run, (service, port) => service.snapshot(wanted, port));
      return { kind: 'still', at, still };
    });
  }

  /** Shows a few seconds from `at` on, with their sound. */
  showClip(request: JobRequest, at: number): void {
    void this.#begin(0, async (signal) => {
      const planned = await this.#planner.plan(request, signal);
      const { steps, run, plan, begins } = planned;
      const from = at - begins;
      const clip: TimeRange = { from, to: Math.min(from + CLIP_SECONDS, plan.base.length / plan.fps) };
      const start = request.trim?.speech?.from ?? 0;
      const heard = { from: start + clip.from, to: start + clip.to };
      const wish = await this.#planner.wish(request, planned, at, signal);
      const whole = {
        ...{ ...wish, ...fileSettings({ ...request.settings, format: 'mp4' }) },
        ...{ encoder: request.encoder, target: clipPath(this.#planner.id), heard },
        plan: steps.slicePlan(plan, clip),
      };
      const { path } = await this.#paint(steps, run, (service, port) => service.render(whole, port));
      return { kind: 'clip', at, clip: await this.#parts.runner.files.open(path) };
    });
  }

  /** Ends all work, and gives memory and files back. */
  stop(): void {
    this.#painting?.abort();
    this.#painting = null;
    [this.#shown, this.#error, this.#progress] = [null, null, null];
    this.#working = false;
    this.#planner.stop();
  }

  /** Runs `make` once what is being painted has let go; whatever is asked for later takes its place. */
  async #begin(settle: number, make: (signal: AbortSignal) => Promise<Shown>): Promise<void> {
    this.#painting?.abort();
    const { signal } = (this.#painting = new AbortController());
    [this.#working, this.#error] = [true, null];
    const before = this.#tail;
    const turn = (async () => {
      await new Promise((resolve) => setTimeout(resolve, settle));
      await before;
      signal.throwIfAborted();
      return make(signal);
    })();
    this.#tail = turn.catch(() => {});
    try {
      const shown = await turn;
      if (!signal.aborted) this.#shown = shown;
    } catch (reason) {
      if (!signal.aborted) this.#error = toErrorData(reason);
    } finally {
      if (!signal.aborted) [this.#working, this.#progress] = [false, null];
    }
  }

  /** Has the render worker paint; one that gets nowhere is ended. */
  #paint<T>(
    steps: PlannedRun['steps'],
    run: StepRun,
    call: Parameters<typeof run.workers.render.run<T>>[0],
  ): Promise<T> {
    const { render } = run.workers;
    return steps
      .step(run, 'render', () => render.run(call, steps.options(run)))
      .catch((reason: unknown) => {
        if (reason instanceof DubError && reason.code === 'job/stalled') render.dispose();
        throw reason;
      });
  }
}
