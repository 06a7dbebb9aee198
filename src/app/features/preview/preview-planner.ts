import type { JobWorkers } from '../../../engine/bridge/workers';
import { DubError } from '../../../engine/core/errors';
import type { DubJob } from '../../../engine/job/dub-job';
import type { Prepared } from '../../../engine/job/prepare';
import type { StepRun } from '../../../engine/job/steps';
import { unless } from '../../../engine/job/analyses/shared-work';
import type { Progress } from '../../../engine/core/progress';
import type { DubPlan } from '../../../engine/plan/dub-plan';
import type { Label } from '../../../engine/provenance/label/label';
import { lockedSettings } from '../../environment/deployment';
import type { RunnerParts } from '../../jobs/run/runner';
import type { Sources } from '../../jobs/sources';
import { randomHex } from '../../storage/random-hex';
import type { JobRequest } from '../queue/new-jobs';
import type * as StepsModule from './steps';

type Steps = typeof StepsModule;

export type PreviewParts = {
  readonly runner: Omit<RunnerParts, 'source'>;
  readonly sources: Pick<Sources, 'identify'>;
  /** Says to all tabs that the files under this id are wanted, until the returned function is called. */
  readonly hold: (id: string) => Promise<() => void>;
};

/** What a preview is made of, as far as the analyses go: the same files, looked at for the same engine. */
type Analysed = {
  readonly request: JobRequest;
  readonly stop: AbortController;
  readonly value: Promise<Prepared>;
};
/** What can be painted: the plan of the whole job, and what it was made of. */
export type PlannedRun = Awaited<ReturnType<PreviewPlanner['plan']>>;
type Planned = { readonly key: string; readonly prepared: Prepared; readonly value: Promise<DubPlan> };

/** Analyses stay as long as the files do, the plan as long as the mouth is to move alike. */
export class PreviewPlanner {
  readonly #parts: PreviewParts;
  readonly #onprogress: (progress: Progress) => void;
  /** Its files lie under it. */
  readonly id = `preview-${randomHex(16)}`;
  #letGo: (() => void) | null = null;
  #workers: JobWorkers | null = null;
  #analysed: Analysed | null = null;
  #planned: Planned | null = null;

  constructor(parts: PreviewParts, onprogress: (progress: Progress) => void) {
    this.#parts = parts;
    this.#onprogress = onprogress;
  }

  /** The plan of the whole job, and where in the result it begins (seconds), made anew only where it would come out otherwise. */
  async plan(request: JobRequest, signal: AbortSignal) {
    const input = await this.#input(request);
    const steps = await import('./steps');
    // Whoever stopped it meanwhile would find it at work again.
    signal.throwIfAborted();
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
      input.script ?? null,
    ]);
    if (this.#planned?.key !== key || this.#planned.prepared !== prepared) {
      const value = steps.planJob(run, prepared);
      this.#planned = { key, prepared, value };
      value.catch(() => (this.#planned = null));
    }
    const plan = { ...(await this.#planned.value), look: { blending, sharpening } };
    return { steps, run, prepared, plan, begins: steps.laidScript(input)?.range.from ?? 0 };
  }

  /** Analyses go on while settings change: they do not depend on them. */
  #analyse(steps: Steps, request: JobRequest, input: DubJob): Promise<Prepared> {
    if (this.#analysed && isAlike(this.#analysed.request, request)) return this.#analysed.value;
    this.#analysed?.stop.abort();
    const stop = new AbortController();
    const value = this.#hold(stop.signal).then(() =>
      steps.prepare(this.#run(steps, request, input, stop.signal, stop)),
    );
    const analysed = (this.#analysed = { request, stop, value });
    value.catch((reason: unknown) => {
      if (this.#analysed !== analysed) return;
      this.#analysed = null;
      // It may hang in what it was asked to before it was taken over, which no signal of ours ends.
      if (reason instanceof DubError && reason.code === 'job/stalled') this.#release();
    });
    return value;
  }

  /** What a render is told of the files, and of the label from `at` on; seconds of the output. */
  async wish(request: JobRequest, { steps, run, prepared }: PlannedRun, at: number, signal: AbortSignal) {
    const { video, speech } = prepared.ready;
    const files = { video: video.file, speech: speech.file, info: video.info };
    // A few seconds of what a script plans are painted as of any plan, not put into all of the video.
    const {
      script: _,
      subtitles: _lines,
      captions: _burnt,
      ...stretches
    } = steps.stretchesOf(run.input, prepared);
    const network = await this.#network(request, signal);
    const label = await this.#label(steps, run, prepared, at);
    return { ...files, ...stretches, ...network, ...label };
  }

  /** Ends all work, and gives memory and files back. */
  stop(): void {
    this.#analysed?.stop.abort();
    [this.#analysed, this.#planned] = [null, null];
    this.#release();
    const letGo = this.#letGo;
    this.#letGo = null;
    if (letGo) void this.#parts.runner.files.discard(this.id).finally(letGo);
  }

  #release(): void {
    for (const lease of Object.values(this.#workers ?? {})) lease.release();
    this.#workers = null;
  }

  async #hold(signal: AbortSignal): Promise<void> {
    if (this.#letGo) return;
    const letGo = await this.#parts.hold(this.id);
    if (signal.aborted || this.#letGo) letGo();
    else this.#letGo = letGo;
    signal.throwIfAborted();
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
    const { runner } = this.#parts;
    const workers = (this.#workers ??= runner.leaseWorkers());
    const fileOf = (id: string) => (id === input.video.id ? request.video : request.speech).file;
    return {
      ...{ id: this.id, input, workers, signal, stop, watch: steps.stopwatch(runner.now) },
      stalls: new steps.StallWatch(runner.now, input.video.info.duration + input.speech.info.duration),
      parts: { ...runner, source: async ({ id }) => fileOf(id) },
      emit: (event) => {
        if (event.type === 'report') this.#onprogress(event.progress);
      },
    };
  }

  /** What the result will bear from `at` on. */
  async #label(steps: Steps, { input }: StepRun, prepared: Prepared, at: number): Promise<{ label?: Label }> {
    const deployment = await this.#parts.runner.deployment();
    const settled = { ...input, settings: lockedSettings(input.settings, deployment) };
    const label = steps.labelOf(settled, steps.tracksOf(prepared), deployment.labelPlace !== null, at);
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
    JSON.stringify([a.face?.choice, a.trim, a.script]) === JSON.stringify([b.face?.choice, b.trim, b.script])
  );
}
