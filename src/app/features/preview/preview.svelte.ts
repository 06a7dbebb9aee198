import type { Snapshot } from '../../../engine/bridge/services';
import type { Hosts } from '../../../engine/bridge/spawn';
import { DubError, isAbort, toErrorData, type DubErrorData } from '../../../engine/core/errors';
import type { Label } from '../../../engine/provenance/label/label';
import type { DubPlan } from '../../../engine/plan/dub-plan';
import { fileSettings } from '../../../engine/plan/settings';
import type { Progress } from '../../../engine/core/progress';
import type { TimeRange } from '../../../engine/core/time-range';
import { clipPath } from '../../storage/paths';
import { lockedSettings } from '../../environment/deployment';
import type { DubJob } from '../../../engine/job/dub-job';
import type { Prepared } from '../../../engine/job/prepare';
import { randomHex } from '../../storage/random-hex';
import type { RunnerParts } from '../../jobs/run/runner';
import type { Sources } from '../../jobs/sources';
import type { StepRun } from '../../../engine/job/steps';
import type { JobRequest } from '../queue/workshop.svelte';
import type * as StepsModule from './steps';
import { unless } from '../../../engine/job/analyses/shared-work';

type Steps = typeof StepsModule;

/** Seconds of the moving preview. */
export const CLIP_SECONDS = 3;
/** Whoever drags a slider wants the picture where it comes to rest; milliseconds. */
const SETTLE_MS = 250;

export type PreviewParts = {
  /** Of its own: a job that starts takes nothing away, and what it ends is not this. */
  readonly hosts: Hosts;
  readonly runner: Omit<RunnerParts, 'hosts' | 'source'>;
  readonly sources: Pick<Sources, 'identify'>;
  /** Says to all tabs that the files under this id are wanted, until the returned function is called. */
  readonly hold: (id: string) => Promise<() => void>;
};

/** What is shown: one frame, or a few seconds. `at`: seconds of the output. */
export type Shown =
  | { readonly kind: 'still'; readonly at: number; readonly still: Snapshot }
  | { readonly kind: 'clip'; readonly at: number; readonly clip: File };

/** What a preview is made of, as far as the analyses go: the same files, looked at for the same engine. */
type Analysed = {
  readonly request: JobRequest;
  readonly stop: AbortController;
  readonly value: Promise<Prepared>;
};
type Planned = { readonly key: string; readonly prepared: Prepared; readonly value: Promise<DubPlan> };

/**
 * Shows what a job would make, by the job's own steps: analyses and plan of the whole, then one frame or a few seconds
 * of it. The analyses stay as long as the files do, the plan as long as the mouth is to move alike.
 */
export class Preview {
  readonly #parts: PreviewParts;
  readonly #id = `preview-${randomHex(16)}`;
  #letGo: (() => void) | null = null;
  #analysed: Analysed | null = null;
  #planned: Planned | null = null;
  /** Ends what is being painted for settings that are no more. */
  #painting: AbortController | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  #shown = $state.raw<Shown | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #working = $state(false);
  #error = $state.raw<DubErrorData | null>(null);

  constructor(parts: PreviewParts) {
    this.#parts = parts;
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
      const { steps, run, prepared, plan } = await this.#plan(request, signal);
      const { video, speech } = prepared.ready;
      const files = { video: video.file, speech: speech.file, info: video.info };
      const stretches = steps.stretchesOf(run.input, prepared);
      const network = await this.#network(request, signal);
      const label = await this.#label(steps, run, prepared, at);
      const part = steps.slicePlan(plan, { from: at, to: at });
      const wanted = { ...files, ...stretches, ...network, ...label, plan: part };
      const still = await this.#paint(steps, run, (service, port) => service.snapshot(wanted, port));
      return { kind: 'still', at, still };
    });
  }

  /** Shows a few seconds from `at` on, with their sound. */
  showClip(request: JobRequest, at: number): void {
    void this.#begin(0, async (signal) => {
      const { steps, run, prepared, plan } = await this.#plan(request, signal);
      const clip: TimeRange = { from: at, to: Math.min(at + CLIP_SECONDS, plan.base.length / plan.fps) };
      const start = request.trim?.speech?.from ?? 0;
      const heard = { from: start + clip.from, to: start + clip.to };
      const { video, speech } = prepared.ready;
      const looks = fileSettings({ ...request.settings, format: 'mp4' });
      const files = { video: video.file, speech: speech.file, info: video.info };
      const stretches = steps.stretchesOf(run.input, prepared);
      const how = { encoder: request.encoder, ...looks, target: clipPath(this.#id), heard };
      const network = await this.#network(request, signal);
      const label = await this.#label(steps, run, prepared, at);
      const whole = {
        ...files,
        ...stretches,
        ...how,
        ...network,
        ...label,
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
    this.#analysed?.stop.abort();
    [this.#analysed, this.#planned] = [null, null];
    [this.#shown, this.#error, this.#progress] = [null, null, null];
    this.#working = false;
    for (const host of Object.values(this.#parts.hosts)) host.dispose();
    const letGo = this.#letGo;
    this.#letGo = null;
    if (letGo) void this.#parts.runner.files.discard(this.#id).finally(letGo);
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
      if (!signal.aborted && !isAbort(reason)) this.#error = toErrorData(reason);
    } finally {
      if (!signal.aborted) [this.#working, this.#progress] = [false, null];
    }
  }

  /** Has the render worker paint; one that gets nowhere is ended. */
  #paint<T>(
    steps: Steps,
    run: StepRun,
    call: Parameters<typeof run.parts.hosts.render.run<T>>[0],
  ): Promise<T> {
    const { render } = run.parts.hosts;
    return steps
      .step(run, 'render', () => render.run(call, steps.options(run)))
      .catch((reason: unknown) => {
        if (reason instanceof DubError && reason.code === 'job/stalled') render.dispose();
        throw reason;
      });
  }

  /** The plan of the whole job, made anew only where it would come out otherwise. */
  async #plan(request: JobRequest, signal: AbortSignal) {
    const input = await this.#input(request);
    const steps = await import('./steps');
    const prepared = await unless(signal, this.#analyse(steps, request, input));
    const run = this.#run(steps, request, input, signal, new AbortController());
    const { opening, offset, pauses, longSpeech, longVideo, blending, sharpening } = input.settings;
    const key = JSON.stringify([
      opening,
      offset,
      pauses,
      longSpeech,
      longVideo,
      input.painter,
      input.face ?? null,
      input.trim ?? null,
    ]);
    if (this.#planned?.key !== key || this.#planned.prepared !== prepared) {
      const value = steps.planJob(run, prepared);
      this.#planned = { key, prepared, value };
      value.catch(() => (this.#planned = null));
    }
    return { steps, run, prepared, plan: { ...(await this.#planned.value), look: { blending, sharpening } } };
  }

  /** Analyses go on while settings change: they do not depend on them. */
  #analyse(steps: Steps, request: JobRequest, input: DubJob): Promise<Prepared> {
    if (this.#analysed && isAlike(this.#analysed.request, request)) return this.#analysed.value;
    this.#analysed?.stop.abort();
    const stop = new AbortController();
    const value = this.#hold().then(() => steps.prepare(this.#run(steps, request, input, stop.signal, stop)));
    const analysed = (this.#analysed = { request, stop, value });
    value.catch(() => {
      if (this.#analysed === analysed) this.#analysed = null;
    });
    return value;
  }

  async #hold(): Promise<void> {
    this.#letGo ??= await this.#parts.hold(this.#id);
  }

  async #input({ video, speech, ...rest }: JobRequest): Promise<DubJob> {
    const { sources } = this.#parts;
    const [face, voice] = [await sources.identify(video.file), await sources.identify(speech.file)];
    return { ...rest, video: { ...face, info: video.info }, speech: { ...voice, info: speech.info } };
  }

  #run(
    steps: Steps,
    request: JobRequest,
    input: DubJob,
    signal: AbortSignal,
    stop: AbortController,
  ): StepRun {
    const { runner, hosts } = this.#parts;
    const fileOf = (id: string) => (id === input.video.id ? request.video : request.speech).file;
    return {
      ...{ id: this.#id, input, signal, stop, watch: steps.stopwatch(runner.now) },
      stalls: new steps.StallWatch(runner.now, input.video.info.duration + input.speech.info.duration),
      parts: { ...runner, hosts, source: async ({ id }) => fileOf(id) },
      emit: (event) => {
        if (event.type === 'report' && this.#working) this.#progress = event.progress;
      },
    };
  }

  /** What the result will bear from `at` on. */
  async #label(
    steps: Steps,
    { input }: StepRun,
    { track }: Prepared,
    at: number,
  ): Promise<{ label?: Label }> {
    const deployment = await this.#parts.runner.deployment();
    const settled = { ...input, settings: lockedSettings(input.settings, deployment) };
    const label = steps.labelOf(settled, track, deployment.labelPlace !== null, at);
    return label ? { label } : {};
  }

  async #network({ painter: { network } }: JobRequest, signal: AbortSignal): Promise<{ network?: File }> {
    return network ? { network: await this.#parts.runner.network(network.id, signal) } : {};
  }
}

/** True where the analyses for one serve the other as well. */
function isAlike(a: JobRequest, b: JobRequest): boolean {
  return (
    a.video.file === b.video.file &&
    a.speech.file === b.speech.file &&
    a.painter.id === b.painter.id &&
    JSON.stringify([a.face?.choice, a.trim]) === JSON.stringify([b.face?.choice, b.trim])
  );
}
