import { moving } from '../bridge/move';
import type { Speaker } from '../face/people/choose-person';
import type { FaceTrack } from '../face/track/face-track';
import type { MouthCurve } from '../speech/mouth-curve';
import type { Origins, OutputRef, PlanCall, RenderRequest } from '../bridge/services';
import type { SourceRef } from '../core/media-info';
import { usedOfVideo } from '../core/trim';
import { mouthPlace, type MouthPlace } from '../face/track/mouth/mouth-place';
import type { DubPlan } from '../plan/dub-plan';
import { fileSettings } from '../plan/settings';
import type { Label } from '../provenance/label/label';
import type { DubJob } from './dub-job';
import { labelOf } from './label';
import { restOf } from './rest';
import { layoutName } from '../script/layout';
import { linesInFile } from '../script/shown-lines';
import { laidScript } from './parts';
import { prepare, type Prepared } from './prepare';
import type { SigningKey } from './signing-key';
import { options, step, type StepParts, type StepRun } from './steps';

/** What a whole job is made with. */
export type DubParts = StepParts & {
  /** The file of the network that paints. Throws `model/failed`. */
  readonly network: (id: string, signal: AbortSignal) => Promise<File>;
};

/** Where a result goes, and what it says of its making. */
export type DubTarget = {
  /** OPFS path of the finished file. */
  readonly path: string;
  /** OPFS path of the log that lets an interrupted render go on; without it none is kept. */
  readonly log?: string;
  /** File name of the result, as its credentials tell it. */
  readonly title: string;
  /** Who made it, as it is written into the file for machines. */
  readonly producer: string;
  /** Its place is decided: the label does not leave a face free. */
  readonly isLabelFixed?: boolean;
  /** What signs the result; without it nothing is signed. */
  readonly key?: () => Promise<SigningKey>;
};

/** A job that can be rendered. The analyses are no part of it: an hour's would take 100 MB while it renders. */
type Planned = Pick<Prepared, 'given' | 'ready' | 'parts' | 'speaker' | 'notes'> &
  Pick<Prepared['sound'], 'device'> & {
    readonly beside: readonly Speaker[];
    readonly plan: DubPlan;
    readonly label: Label | null;
    readonly mouth: MouthPlace | null;
  };

/** A finished file, and what is to be told of it. */
export type Dubbed = Pick<Planned, 'speaker' | 'beside' | 'notes'> & {
  readonly output: OutputRef;
  readonly mouth: MouthPlace | null;
  /** Where the mouth model ran. */
  readonly device: 'webgpu' | 'wasm' | null;
  /** Seconds of the person's own speech that their habits were learned from; absent where nothing could be. */
  readonly learned?: number;
  /** Second of the video whose picture stands from there to the end; absent where none does. */
  readonly holds?: number;
};

/** One job, step by step, to the finished file at `target.path`. Throws what the steps throw, or the signal's reason. */
export async function dub(run: StepRun<DubParts>, target: DubTarget): Promise<Dubbed> {
  const planned = await preparePlan(run, target);
  const { speaker, beside, notes, mouth, device, plan } = planned;
  const { learned, holds } = plan;
  const output = await step(run, 'render', () => render(run, planned, target));
  const told = { ...(learned !== undefined && { learned }), ...(holds !== undefined && { holds }) };
  return { output, speaker, beside, notes, mouth, device, ...told };
}

async function preparePlan(run: StepRun, { isLabelFixed = false }: DubTarget): Promise<Planned> {
  const prepared = await prepare(run);
  const label = labelOf(run.input, tracksOf(prepared), isLabelFixed);
  const mouth = mouthPlace(prepared.track);
  const plan = await step(run, 'plan', () => planJob(run, prepared, moving));
  const { sound, track: _, others, ...rest } = prepared;
  const beside = others.map(({ speaker }) => speaker);
  return { ...rest, beside, device: sound.device, plan, label, mouth };
}

/** The faces of all who speak. */
export const tracksOf = ({ track, others }: Pick<Prepared, 'track' | 'others'>) => [
  track,
  ...others.map((other) => other.track),
];

/** Decides what every output frame is. With `moving` as `send`, the tracks are used up by it. */
export async function planJob(
  run: StepRun,
  { ready, track, others, sound }: Prepared,
  send: (call: PlanCall, part: unknown) => PlanCall = (call) => call,
): Promise<DubPlan> {
  const { painter, face, trim } = run.input;
  const { own, ownFrom } = sound;
  // Which picture stands still is told by one face, and all have to show the same.
  const settings =
    others.length > 0 ? { ...run.input.settings, longSpeech: 'bounce' as const } : run.input.settings;
  const request = { info: ready.video.info, own, ownFrom, settings };
  const laid = laidScript(run.input);
  const rest = restOf(run.input, ready.video.info);
  const used = laid?.range ?? rest?.planned ?? usedOfVideo(ready.video.info, trim?.video);
  const made = laid?.made ?? rest?.made;
  const lasts = rest && { lasts: rest.planned.to - rest.planned.from };
  const retimed = laid &&
    laid.retimed.length > 0 && { retimed: laid.retimed, ...(others.length > 0 && { evenly: true }) };
  const shown = used && { shown: used, ...(made && { made }), ...lasts, ...retimed };
  const kept = face && { keepOriginal: face.keepOriginal };
  const planFor = (one: FaceTrack, speech: MouthCurve) =>
    run.workers.render.run<DubPlan>(
      (service, port) =>
        service.plan(send({ ...request, ...kept, ...shown, painter, track: one, speech }, one), port),
      options(run),
    );
  const plan = await planFor(track, sound.speech);
  const beside = [];
  for (const [i, other] of others.entries())
    beside.push(await planFor(other.track, sound.others[i] as MouthCurve));
  return beside.length > 0 ? { ...plan, beside } : plan;
}

/** What of its files a plan was made for. */
export function stretchesOf(
  job: DubJob,
  { parts, ready }: Pick<Prepared, 'parts' | 'ready'>,
): Pick<RenderRequest, 'span' | 'shown' | 'spoken' | 'script' | 'subtitles' | 'captions' | 'voices'> {
  const { trim, script } = job;
  const laid = laidScript(job);
  if (script && laid) {
    const { anew: cues, placed, range, moves } = laid;
    const voices = ready.voices.map(({ file }) => file);
    return {
      ...(voices.length > 0 && { voices }),
      ...(parts.face && { span: parts.face }),
      script: { cues, at: range.from, outside: script.outside.sound, ...(moves.length > 0 && { moves }) },
      ...linesInFile(script, placed),
    };
  }
  const rest = restOf(job, ready.video.info);
  const shown = rest?.shown ?? usedOfVideo(ready.video.info, trim?.video);
  return {
    ...(parts.face && { span: parts.face }),
    ...(shown && { shown }),
    ...(trim?.speech && { spoken: trim.speech }),
  };
}

/** The plan is used up by it. */
async function render(run: StepRun<DubParts>, planned: Planned, target: DubTarget): Promise<OutputRef> {
  const { ready, plan } = planned;
  const { parts, input, signal } = run;
  const { file: video, info } = ready.video;
  const rest = restOf(input, info);
  const stretches = { ...stretchesOf(input, planned), ...(rest && { rest: { from: rest.said } }) };
  // A conversion spends much more.
  const spent = planned.given.video.info.video?.bitrate ?? 0;
  const request = { spent, video, speech: ready.speech.file, info, plan, ...stretches };
  const { network } = input.painter;
  const painting = network && { network: await parts.network(network.id, signal) };
  const laid = laidScript(input);
  const said = laid
    ? [input.speech.id, ...laid.voices.map(({ layout }) => layoutName(layout))].join(' ')
    : input.speech.id;
  const sources = [input.video.id, said, ...(network ? [network.id] : [])];
  const marks = {
    ...(planned.label && { label: planned.label }),
    facts: { producer: target.producer, contentId: run.id },
    ...(await signingOf(run, planned, target)),
  };
  const how = { encoder: input.encoder, ...fileSettings(input.settings), target: target.path };
  const more = {
    ...{ ...how, ...marks },
    ...(target.log !== undefined && { checkpoint: { path: target.log, sources } }),
  };
  return run.workers.render.run(
    (service, port) => service.render(moving({ ...request, ...more, ...painting }, plan), port),
    options(run),
  );
}

/** No standard says how a signed note is bound to a WebM. */
async function signingOf({ input }: StepRun, { given }: Planned, { key, title }: DubTarget) {
  if (!key || input.settings.format !== 'mp4') return {};
  return { signing: { origins: originsOf(title, input, given), key: await key() } };
}

/** A file of gigabytes is not read once more for a hash that was taken when it was given. */
function originsOf(title: string, input: DubJob, { video, speech }: Prepared['given']): Origins {
  const origin = ({ file }: { file: File }, { sha256 }: SourceRef) => ({
    file,
    ...(sha256 !== undefined && { sha256 }),
  });
  return { title, video: origin(video, input.video), speech: origin(speech, input.speech) };
}
