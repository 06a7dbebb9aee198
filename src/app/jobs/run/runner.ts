import { moving } from '../../../engine/bridge/move';
import type { Origins, OutputRef, PlanCall, RenderRequest } from '../../../engine/bridge/services';
import type { SourceRef } from '../../../engine/core/media-info';
import type { Label } from '../../../engine/provenance/label/label';
import type { DubPlan } from '../../../engine/plan/dub-plan';
import { fileSettings } from '../../../engine/plan/settings';
import { usedOfVideo } from '../../../engine/core/trim';
import { packetLogPath, resultPath } from '../../storage/paths';
import type { ResultRecord } from '../../storage/records/result-record';
import { lockedSettings, type Deployment } from '../../environment/deployment';
import { calmReports } from '../../../engine/job/calm-reports';
import type { JobEvent, JobInput } from '../job';
import { mouthPlace, type MouthPlace } from '../../../engine/face/track/mouth-place';
import { labelOf } from './label';
import { nameOf } from '../names';
import { prepare, type Prepared, type Ready } from '../../../engine/job/prepare';
import { options, step, type StepParts, type StepRun } from '../../../engine/job/steps';
import { StallWatch } from '../../../engine/job/stall-watch';
import { stopwatch } from '../../../engine/job/stopwatch';
import { Suspended } from '../suspended';

/** What a job is run with; tests hand in their own. */
export type RunnerParts = StepParts & {
  /** The file of the network that paints. Throws `model/failed`. */
  readonly network: (id: string, signal: AbortSignal) => Promise<File>;
  /** What whoever put the app up has decided, as it is now. */
  readonly deployment: () => Promise<Deployment>;
  /** Stores the record of a result whose bytes are complete. */
  readonly keep: (record: ResultRecord) => Promise<void>;
  /** Names a finished file by its content; where there is none, it cannot be told later whether it is damaged. */
  readonly idOf?: (file: File) => Promise<string>;
  /** A small picture of a video; null where none can be made. Must come back in reasonable time. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
};

export type RunContext = { readonly signal: AbortSignal; readonly emit: (event: JobEvent) => void };

type Run = StepRun<RunnerParts> & { readonly deployment: Deployment };

/**
 * One job, step by step, to the stored record of its result. The caller holds the job's lease, and removes its
 * checkpoints then. What a job that is `Suspended` has written stays.
 * Throws what the steps throw (`DubError`), or the signal's reason.
 */
export async function runJob(
  id: string,
  input: JobInput,
  parts: RunnerParts,
  context: RunContext,
): Promise<ResultRecord> {
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  // However old the job is, and whichever way it came in by.
  const deployment = await parts.deployment();
  const run: Run = {
    id,
    input: { ...input, settings: lockedSettings(input.settings, deployment) },
    deployment,
    parts,
    signal,
    stop,
    emit: calmReports(context.emit),
    watch: stopwatch(parts.now),
    stalls: new StallWatch(parts.now, input.video.info.duration + input.speech.info.duration),
  };
  try {
    return await steps(run);
  } catch (reason) {
    if (!(context.signal.reason instanceof Suspended)) await parts.files.discard(id);
    throw context.signal.aborted ? context.signal.reason : reason;
  } finally {
    for (const host of Object.values(parts.hosts)) host.dispose();
  }
}

async function steps(run: Run): Promise<ResultRecord> {
  const planned = await preparePlan(run);
  const output = await step(run, 'render', () => render(run, planned));
  return keep(run, planned, output);
}

/** A job that can be rendered. The analyses are no part of it: an hour's would take 100 MB while it renders. */
type Planned = Pick<Prepared, 'given' | 'ready' | 'parts' | 'speaker' | 'notes'> &
  Pick<Prepared['sound'], 'device'> & {
    readonly plan: DubPlan;
    readonly label: Label | null;
    readonly mouth: MouthPlace | null;
  };

async function preparePlan(run: Run): Promise<Planned> {
  const prepared = await prepare(run);
  const label = labelOf(run.input, prepared.track, run.deployment.labelPlace !== null);
  const mouth = mouthPlace(prepared.track);
  const plan = await step(run, 'plan', () => planJob(run, prepared, moving));
  const { sound, track: _, ...rest } = prepared;
  return { ...rest, device: sound.device, plan, label, mouth };
}

/** Decides what every output frame is. With `moving` as `send`, the track is used up by it. */
export function planJob(
  run: StepRun,
  { ready, track, sound: { speech, own, ownFrom } }: Prepared,
  send: (call: PlanCall, part: unknown) => PlanCall = (call) => call,
): Promise<DubPlan> {
  const { settings, painter, face, trim } = run.input;
  const request = { info: ready.video.info, track, speech, own, ownFrom, settings };
  const used = usedOfVideo(ready.video.info, trim?.video);
  const shown = used && { shown: used };
  const kept = face && { keepOriginal: face.keepOriginal };
  return run.parts.hosts.render.run<DubPlan>(
    (service, port) => service.plan(send({ ...request, ...kept, ...shown, painter }, track), port),
    options(run),
  );
}

/** What of its files a plan was made for. */
export function stretchesOf(
  { trim }: JobInput,
  { parts, ready }: Pick<Prepared, 'parts' | 'ready'>,
): Pick<RenderRequest, 'span' | 'shown' | 'spoken'> {
  const shown = usedOfVideo(ready.video.info, trim?.video);
  return {
    ...(parts.face && { span: parts.face }),
    ...(shown && { shown }),
    ...(trim?.speech && { spoken: trim.speech }),
  };
}

/** The plan is used up by it. */
async function render(run: Run, planned: Planned): Promise<OutputRef> {
  const { given, ready, plan } = planned;
  const { parts, input, signal } = run;
  const { file: video, info } = ready.video;
  const request = { video, speech: ready.speech.file, info, plan, ...stretchesOf(input, planned) };
  const { network } = input.painter;
  const painting = network && { network: await parts.network(network.id, signal) };
  const checkpoint = {
    path: packetLogPath(run.id),
    sources: [input.video.id, input.speech.id, ...(network ? [network.id] : [])],
  };
  const marks = {
    ...(planned.label && { label: planned.label }),
    facts: { producer: run.deployment.producer, contentId: run.id },
    // No standard says how a signed note is bound to a WebM.
    ...(input.settings.format === 'mp4' && { origins: originsOf(input, given) }),
  };
  const how = { encoder: input.encoder, ...fileSettings(input.settings) };
  const more = { ...how, ...marks, target: resultPath(run.id), checkpoint };
  return parts.hosts.render.run(
    (service, port) => service.render(moving({ ...request, ...more, ...painting }, plan), port),
    options(run),
  );
}

/** A file of gigabytes is not read once more for a hash that was taken when it was given. */
function originsOf(input: JobInput, { video, speech }: Ready): Origins {
  const origin = ({ file }: { file: File }, { sha256 }: SourceRef) => ({
    file,
    ...(sha256 !== undefined && { sha256 }),
  });
  const title = nameOf(input);
  return { title, video: origin(video, input.video), speech: origin(speech, input.speech) };
}

/** Records the finished file, and only the finished file. */
async function keep(
  run: Run,
  { device, speaker, notes, mouth, plan }: Planned,
  output: OutputRef,
): Promise<ResultRecord> {
  const { id, input, parts, watch, signal } = run;
  const timings = watch.timings();
  const file = await parts.files.open(output.path);
  const thumbnail = await parts.thumbnail(file);
  const content = await parts.idOf?.(file);
  signal.throwIfAborted();
  const record: ResultRecord = {
    ...{ id, thumbnail, timings, settings: input.settings },
    ...{ device: output.device ?? device, painter: input.painter },
    ...(output.fallback && { fallback: output.fallback }),
    ...(output.credentials && { credentials: output.credentials }),
    ...(content !== undefined && { content }),
    ...{ bytes: output.bytes, frames: output.frames, seconds: output.seconds },
    name: nameOf(input),
    createdAt: Date.now(),
    width: output.width,
    height: output.height,
    video: input.video,
    speech: input.speech,
    ...(input.trim && { trim: input.trim }),
    ...(input.face && { face: input.face }),
    ...(mouth && { mouth }),
    speaker: { ...speaker, ...(notes.length > 0 && { notes }) },
    ...(plan.learned !== undefined && { learned: plan.learned }),
  };
  await parts.keep(record);
  return record;
}
