import type { OutputRef } from '../bridge/services';
import type { Hosts } from '../bridge/spawn';
import type { CallOptions, WorkerHost } from '../bridge/worker-host';
import type { MediaInfo, SourceRef } from '../dub/media-info';
import type { DubPlan } from '../dub/plan/dub-plan';
import type { MouthCurve } from '../dub/speech/mouth-curve';
import type { Progress, Step } from '../dub/progress';
import type { FaceTrack } from '../dub/track/face-track';
import { resultPath, tempPath } from '../storage/paths';
import type { ResultRecord } from '../storage/result-record';
import type { Analyses, Heard } from './analyses';
import { forecast, prospectOf } from './forecast';
import type { Chosen, JobEvent, JobInput, Outcome } from './job';
import { resultName } from './names';
import { shareStep, together } from './shared-step';
import { stopwatch, type Stopwatch } from './stopwatch';
import { trackVideo } from './track-video';
import { warm } from './warm';

type Worker<Host> =
  Host extends WorkerHost<infer Service> ? Pick<WorkerHost<Service>, 'run' | 'dispose'> : never;

/** What a job is run with; tests hand in their own. */
export type RunnerParts = {
  readonly hosts: { readonly [Name in keyof Hosts]: Worker<Hosts[Name]> };
  readonly analyses: Analyses;
  readonly files: {
    open(path: string): Promise<File>;
    /** Removes all that a job has written. */
    discard(id: string): Promise<void>;
  };
  /** Stores the record of a result whose bytes are complete. */
  readonly keep: (record: ResultRecord) => Promise<void>;
  /** A small picture of a video; null where none can be made. Must come back in reasonable time. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  /** Seconds on any one clock. */
  readonly now: () => number;
};

export type RunContext = { readonly signal: AbortSignal; readonly emit: (event: JobEvent) => void };

/** A run in progress. */
type Run = {
  readonly id: string;
  readonly input: JobInput;
  readonly parts: RunnerParts;
  readonly signal: AbortSignal;
  /** Stops what runs side by side when one of it fails. */
  readonly stop: AbortController;
  readonly emit: (event: JobEvent) => void;
  readonly watch: Stopwatch;
};

/**
 * One job, step by step. The caller holds the job's lease and removes its
 * temporary files when nobody looks at the result any more. Heavy workers are ended
 * as soon as their step is over, so that the tracker's memory is back before the render takes its own.
 * Throws what the steps throw (`DubError`), or the signal's reason.
 */
export async function runJob(
  id: string,
  input: JobInput,
  parts: RunnerParts,
  context: RunContext,
): Promise<Outcome> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const run: Run = { id, input, parts, signal, stop, emit: context.emit, watch: stopwatch(parts.now) };
  try {
    return await steps(run);
  } catch (reason) {
    await parts.files.discard(id);
    throw context.signal.aborted ? context.signal.reason : reason;
  } finally {
    for (const host of Object.values(parts.hosts)) host.dispose();
  }
}

async function steps(run: Run): Promise<Outcome> {
  const { parts, input } = run;
  const sources = await step(run, 'probe', () => accept(run));
  announce(run, sources);
  warmUp(run, sources);
  const ready = await convert(run);
  parts.hosts.probe.dispose();
  const [track, sound] = await together(
    run.stop,
    step(run, 'track', () => trackFace(run, sources.video, ready.video)),
    step(run, 'listen', () => listen(run, sources, ready)),
  );
  const { info } = ready.video;
  const plan = await step(run, 'plan', () => {
    const request = { info, track, speech: sound.speech, own: sound.own, settings: input.settings };
    const wav2lip = input.wav2lip && { wav2lip: input.wav2lip.settings };
    return parts.hosts.render.run<DubPlan>(
      (service, port) => service.plan({ ...request, ...wav2lip }, port),
      options(run),
    );
  });
  const output = await step(run, 'render', () => {
    const request = { video: ready.video.file, speech: ready.speech.file, info, plan };
    const more = { encoder: input.encoder, target: resultPath(run.id) };
    const network = input.wav2lip && { network: input.wav2lip.network.file };
    return parts.hosts.render.run(
      (service, port) => service.render({ ...request, ...more, ...network }, port),
      options(run),
    );
  });
  const result = await parts.files.open(output.path);
  const record = await keep(run, { sources, info, result, output, device: sound.device });
  return { record, result, original: ready.video.file };
}

/** Runs one step, measured and announced. */
async function step<T>({ watch, emit, signal, parts }: Run, name: Step, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  emit({ type: 'report', progress: { step: name, done: 0, total: 0 }, at: parts.now() });
  try {
    const value = await watch.time(name, work);
    emit({ type: 'step-done', step: name, at: parts.now() });
    return value;
  } catch (reason) {
    emit({ type: 'step-failed', step: name });
    throw reason;
  }
}

const options = (run: Run, onProgress = reporter(run)): CallOptions => ({ signal: run.signal, onProgress });

const reporter =
  ({ emit, parts }: Run) =>
  (progress: Progress) =>
    emit({ type: 'report', progress, at: parts.now() });

type Sources = { readonly video: SourceRef; readonly speech: SourceRef };
type Ready = { readonly video: Chosen; readonly speech: Chosen };

async function accept(run: Run): Promise<Sources> {
  const identify = (file: File) =>
    run.parts.hosts.probe.run((service, port) => service.accept(file, port), { signal: run.signal });
  return { video: await identify(run.input.video.file), speech: await identify(run.input.speech.file) };
}

/** Now that the files have names by content, it is known which analyses can be reused. */
function announce({ parts, input, emit }: Run, { video, speech }: Sources): void {
  const known = {
    track: parts.analyses.tracks.get(video.id) !== undefined,
    listen: [parts.analyses.speeches.get(speech.id), parts.analyses.ownSounds.get(video.id)].every(Boolean),
  };
  emit({ type: 'revise', forecast: forecast(prospectOf(input, known)), at: parts.now() });
}

/** The models load while the files are converted. */
function warmUp({ parts, input, signal }: Run, { video, speech }: Sources): void {
  const { hosts, analyses } = parts;
  if (!analyses.tracks.get(video.id)) warm(hosts, 'video', input.video.info.reader, signal);
  if (!analyses.speeches.get(speech.id)) warm(hosts, 'speech', input.speech.info.reader, signal);
}

/** Both files in a form that WebCodecs reads. */
async function convert(run: Run): Promise<Ready> {
  const { video, speech } = run.input;
  if (video.info.reader === 'webcodecs' && speech.info.reader === 'webcodecs') return { video, speech };
  return step(run, 'convert', async () => {
    const weights = [video, speech].map(({ info }) => (info.reader === 'webcodecs' ? 0 : info.duration));
    const [forVideo, forSpeech] = shareStep('convert', weights, reporter(run));
    const ready = {
      video: await convertOne(run, 'video', video, options(run, forVideo)),
      speech: await convertOne(run, 'speech', speech, options(run, forSpeech)),
    };
    run.parts.hosts.convert.dispose();
    return ready;
  });
}

async function convertOne(
  run: Run,
  role: 'video' | 'speech',
  chosen: Chosen,
  how: CallOptions,
): Promise<Chosen> {
  if (chosen.info.reader === 'webcodecs') return chosen;
  const { hosts, files } = run.parts;
  const target = tempPath(run.id, role);
  await hosts.convert.run((service, port) => service.convert(chosen.file, chosen.info, target, port), how);
  const file = await files.open(target);
  const info = await hosts.probe.run((service, port) => service.probe(file, port), { signal: run.signal });
  return { file, info };
}

async function trackFace(run: Run, { id }: SourceRef, { file, info }: Chosen): Promise<FaceTrack> {
  const { hosts, analyses } = run.parts;
  const track = analyses.tracks.get(id) ?? (await trackVideo(hosts, file, info.duration, options(run)));
  analyses.tracks.set(id, track);
  hosts.track.dispose();
  hosts.trackBeside.dispose();
  return track;
}

type Sound = {
  readonly speech: MouthCurve;
  readonly own: MouthCurve | null;
  readonly device: 'webgpu' | 'wasm' | null;
};

/** The new speech, and beside it what the video's own sound asks of the mouth. */
async function listen(run: Run, sources: Sources, ready: Ready): Promise<Sound> {
  const { hosts, analyses } = run.parts;
  const weights = [ready.speech.info.duration, ready.video.info.duration];
  const [forSpeech, forOwn] = shareStep('listen', weights, reporter(run));
  const heard = async <Curve>(curve: Promise<Curve>): Promise<Heard<Curve>> => {
    const value = await curve;
    const device = await hosts.speech.run((service, port) => service.device(port), { signal: run.signal });
    return { curve: value, device };
  };
  // A person's habits, which a network does not know.
  const listenToOwn = async () => {
    const own =
      analyses.ownSounds.get(sources.video.id) ??
      (await heard(
        hosts.speech.run(
          (service, port) => service.listenToOwn(ready.video.file, port),
          options(run, forOwn),
        ),
      ));
    analyses.ownSounds.set(sources.video.id, own);
    return own.curve;
  };
  const speech =
    analyses.speeches.get(sources.speech.id) ??
    (await heard(
      hosts.speech.run((service, port) => service.listen(ready.speech.file, port), options(run, forSpeech)),
    ));
  analyses.speeches.set(sources.speech.id, speech);
  const own = run.input.wav2lip ? null : await listenToOwn();
  hosts.speech.dispose();
  return { speech: speech.curve, own, device: speech.device };
}

/** What a finished render leaves to be recorded. */
type Finished = {
  readonly sources: Sources;
  readonly info: MediaInfo;
  readonly result: File;
  readonly output: OutputRef;
  readonly device: 'webgpu' | 'wasm' | null;
};

/** Records the finished file, and only the finished file. */
async function keep({ id, input, parts, watch, signal }: Run, done: Finished): Promise<ResultRecord> {
  const { sources, info, result, output, device } = done;
  const timings = watch.timings();
  const thumbnail = await parts.thumbnail(result);
  signal.throwIfAborted();
  const record: ResultRecord = {
    ...{ id, thumbnail, timings, settings: input.settings },
    ...{ device: output.device ?? device, ...engineOf(input) },
    ...(output.fallback && { fallback: output.fallback }),
    ...{ bytes: output.bytes, frames: output.frames, seconds: output.seconds },
    name: resultName(sources.video.name, sources.speech.name),
    createdAt: Date.now(),
    width: info.video?.width ?? 0,
    height: info.video?.height ?? 0,
    video: { id: sources.video.id, name: sources.video.name },
    speech: { id: sources.speech.id, name: sources.speech.name },
  };
  await parts.keep(record);
  return record;
}

/** Which engine made a result, and with whose network. */
function engineOf({ wav2lip }: JobInput): Pick<ResultRecord, 'engine' | 'network'> {
  if (!wav2lip) return { engine: 'reuse' };
  const { id, name, licence } = wav2lip.network.record;
  return { engine: 'wav2lip', network: { id, name, licence } };
}
