import type { Origins } from '../../bridge/services';
import type { DubPlan, OutputSettings, SoundSettings } from '../../plan/dub-plan';
import { pictureStart } from '../../timeline/timeline';
import { WHOLE, type TimeRange } from '../../core/time-range';
import type { Painter } from '../../painters/painter';
import { labelledFrames, type Label } from '../../provenance/label/label';
import { DubError, isAbort } from '../../core/errors';
import type { AigcFacts } from '../../provenance/aigc';
import type { Signer } from '../../provenance/c2pa/cose';
import type { Credentials } from '../../provenance/c2pa/manifest';
import type { OpenNoiseFilter } from '../../sound/cleaning/clean';
import type { Rotation } from '../../core/media-info';
import type { TaskContext } from '../../core/progress';
import { knownColor } from '../pictures/color';
import { hasWebCodecsEncoder } from '../encode/webcodecs-encoder';
import { chooseCodec, createEncoder } from '../encode/create-encoder';
import { appendCredentials } from '../output/credentials';
import {
  evenSize,
  KEY_FRAME_INTERVAL,
  type EncoderChoice,
  type EncoderShape,
  type PacketSink,
} from '../encode/encoder';
import { checkUnchanged, isFileChanged } from '../input/file-changed';
import { fileTags } from '../output/file-tags';
import { planCopies } from '../smart-copy/copies';
import { openFootage, type Footage } from '../decode/footage';
import { undissolved } from './dissolve';
import { halvesAtKey } from './halves';
import { createOutput, createPacketTrack, writeFile, type PacketTrack } from '../output/file-output';
import { createPartFile } from '../output/opfs';
import { OtherStream, PacketLog, type LogPlace } from '../output/packet-log';
import { outputShape } from '../../plan/output-shape';
import { writePictures, type PicturePass } from './picture-pass';
import { openScriptSound, openSoundTrack, type SoundTrack } from '../audio/sound-track';
import { addSubtitles } from '../output/subtitle-track';
import { lengthened } from '../../script/moves';
import { shifted, type SubtitleLine } from '../../script/subtitles';
import type { Captions } from '../../script/shown-lines';
import { unwritten } from './captions';
import type { ScriptSound } from '../script/script-sound';
import { inWhole, wholePlan, type WholePlan } from '../script/whole-video';
import { turnShape } from '../pictures/turn';

export type RenderJob = {
  readonly video: Blob;
  readonly speech: Blob;
  readonly plan: Pick<DubPlan, 'fps' | 'base' | 'keep' | 'seams'>;
  /** The stretch of the video that the plan's frames are counted in, seconds; without it all of it. */
  readonly span?: TimeRange;
  /** Bits a second of the video that the user gave; 0 where it is not known. */
  readonly spent: number;
  readonly output: OutputSettings;
  /** What is heard besides the speech; without it nothing. */
  readonly sound?: Pick<SoundSettings, 'originalSound'>;
  /** Has the speech cleaned; without it it is heard as it was given. */
  readonly cleaner?: OpenNoiseFilter;
  /** Words that stand in the opening pictures; without it none do. */
  readonly label?: Label;
  /** What the file says of its making, for machines; without it nothing. */
  readonly facts?: AigcFacts;
  /** What the file was made from and who signs for that; without it nobody does. */
  readonly credentials?: { readonly origins: Origins; readonly signer: Signer };
  /** The stretch of the video that is shown, seconds; without it all of it. */
  readonly shown?: TimeRange;
  /** The stretch of the speech that the plan was made for, seconds; without it all of it. */
  readonly spoken?: TimeRange;
  /** What of the speech is heard, seconds of the file, where the plan is that of a part; else `spoken`. */
  readonly heard?: TimeRange;
  /**
   * What is shown goes on behind the speech, with its own sound; the plan is for the beginning of it. `from`: where the
   * speech ends, seconds of the output.
   */
  readonly rest?: { readonly from: number };
  /** All of the video is shown; the plan is for a stretch of it, and the speech is laid out for that. */
  readonly script?: ScriptSound;
  /** Lines that stand in the file as a track of their own, seconds of the video. */
  readonly subtitles?: readonly SubtitleLine[];
  /** Lines that are a part of the pictures, seconds of the video. */
  readonly captions?: Captions;
  /** OPFS path of the finished file. */
  readonly target: string;
  readonly encoder?: EncoderChoice;
  /** false: what could be copied as it is coded is encoded like all else; else it is copied. */
  readonly copies?: boolean;
  /** Where to write down what is encoded, and to go on from what an interrupted run left there. */
  readonly log?: LogPlace;
};

/** Makes the painter, once the colours of the video are known. */
export type CreatePainter = (colors: VideoColorSpaceInit) => Painter | Promise<Painter>;

export type Rendered = {
  readonly bytes: number;
  readonly frames: number;
  readonly seconds: number;
  /** Upright picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames taken over from an interrupted run: they were neither painted nor encoded again. */
  readonly restored: number;
  /** What was signed; absent where nobody did. */
  readonly credentials?: Credentials;
};

/**
 * Writes the dubbed video: the study pass, then decode → paint → encode → mux → OPFS, one picture at a time; stretches
 * that keep the original are copied as they are coded where they can be (`planCopies`). The
 * picture lasts `plan.base.length / plan.fps` seconds, the sound is all that is to be heard of the speech, over the
 * video's own where that is wanted; rotation, pixel shape and colour tags are the source's, and so is the size unless a
 * smaller one is asked for; the pictures of a WebM are turned upright. Painters are released at the end, however it comes. The log stays: whoever asked for it
 * removes it when the result is safe.
 * Throws `input/*` for what cannot be read, `storage/full`, `codec/no-encoder`, `codec/failed`.
 */
export async function renderVideo(
  job: RenderJob,
  createPainter: CreatePainter,
  context: TaskContext,
): Promise<Rendered> {
  const log = job.log ? await PacketLog.open(job.log, job.plan.fps) : null;
  try {
    return await attempt({ ...job, mayCopy: job.copies !== false }, log, createPainter, context);
  } catch (reason) {
    if (!(reason instanceof OtherStream)) throw reason;
    // Another encoder than that of the interrupted run, so that its frames cannot be used, or a source whose packets
    // are not what they seemed to be.
    log?.clear();
    return await attempt({ ...job, mayCopy: false }, log, createPainter, context);
  } finally {
    log?.close();
  }
}

async function attempt(
  given: RenderJob & { readonly mayCopy: boolean },
  kept: PacketLog | null,
  createPainter: CreatePainter,
  context: TaskContext,
): Promise<Rendered> {
  const opened: { close(): void }[] = [];
  const keep = <T extends { close(): void }>(thing: T): T => {
    opened.push(thing);
    return thing;
  };
  try {
    const footage = keep(await openFootage(given.video, spanOf(given)));
    const shape = shapeOf(footage, given);
    const codec = await chooseCodec(given.output.format, shape);
    const mayVary = given.encoder !== 'ffmpeg' && (await hasWebCodecsEncoder({ ...shape, codec }));
    const whole = wholeOf(given, footage, mayVary);
    const job = whole ? { ...given, plan: whole } : given;
    const timeOf = timesOf(job.plan, whole);
    // It counts frames by their times.
    const log = whole?.steady === false ? null : kept;
    const sound = keep(await openSound(job, footage, timeOf(job.plan.base.length)));
    const turn = job.output.format === 'webm' ? footage.info.rotation : 0;
    const track = createPacketTrack(codec);
    const sink = log ? log.before(track.sink) : track.sink;
    const varies = whole?.steady === false && ({ varies: true } as const);
    const written = { ...turnShape(shape, turn), codec, ...varies };
    const create = (into: PacketSink) => createEncoder(written, job.encoder ?? 'auto', into);
    const label = labelled(job);
    const first = label?.to ?? 0;
    const start = pictureStart(footage.times, job.plan.fps);
    const captions = job.captions && { ...job.captions, lines: shifted(job.captions.lines, start) };
    const copyable = { ...job.plan, keep: unwritten(undissolved(job.plan), captions, timeOf) };
    const copying = { footage, plan: copyable, timeOf, first, shape: written, createEncoder: create };
    const copies = job.mayCopy ? await planCopies(copying, context.signal) : null;
    const encoder = keep(await create(copies ? copies.joining(sink) : sink));
    const made = await createPainter(knownColor(footage.colorSpace, footage.info.codedHeight));
    keep({ close: () => made.release() });
    const painter = whole ? inWhole(made, whole) : made;
    const { plan } = job;
    const what = { footage, painter, shape, turn, label, captions: captions ?? null };
    const pass = { ...what, encoder, copies, sink, plan, timeOf };
    const parts = { ...pass, track, sound, log, job, steady: !varies };
    return await write(parts, job.target, context);
  } catch (reason) {
    const error = asRenderError(reason);
    // A file that was changed meanwhile may only seem damaged.
    if (error instanceof DubError) await Promise.all([given.video, given.speech].map(checkUnchanged));
    throw error;
  } finally {
    for (const thing of opened.reverse()) thing.close();
  }
}

/** When each output frame is shown; one behind the last tells when that ends. */
function timesOf({ fps }: RenderJob['plan'], whole: WholePlan | null): (frame: number) => number {
  const times = whole?.times;
  return (frame) =>
    times?.[frame] ?? (times && frame >= times.length ? (times.at(-1) ?? 0) + 1 / fps : frame / fps);
}

/** A script, and the rest of a video, show more of it than was tracked. */
const spanOf = ({ span, script, rest }: RenderJob) => (span && !script && !rest ? { span } : {});

/** The plan of all that is shown, where the job's is for a stretch of it. */
function wholeOf(
  { plan, span, shown, script, rest }: RenderJob,
  { times }: Footage,
  mayVary: boolean,
): WholePlan | null {
  if (!script && !rest) return null;
  const longer = Math.round(lengthened(script?.moves ?? []) * plan.fps);
  return wholePlan(plan, times, span, mayVary, script ? WHOLE : shown, longer);
}

function openSound(
  { video, speech, plan, spoken, heard = spoken, shown, sound, cleaner, output, script, rest }: RenderJob,
  { times }: Footage,
  seconds: number,
): Promise<SoundTrack> {
  const start = (heard?.from ?? 0) - (spoken?.from ?? 0);
  const part = { from: pictureStart(times, plan.fps, shown), to: shown?.to ?? Infinity };
  const level = sound?.originalSound ?? 0;
  const under = (sound || rest) && { video, level, part, start };
  const codec = output.format === 'webm' ? 'opus' : 'aac';
  if (script) {
    const shift = pictureStart(times, plan.fps);
    return openScriptSound(video, speech, {
      ...script,
      codec,
      shift,
      duration: (times.at(-1) ?? 0) + 1 / plan.fps + lengthened(script.moves ?? []),
    });
  }
  return openSoundTrack(speech, {
    ...(heard && { heard }),
    ...(under && { under }),
    ...(rest && { rest: { from: rest.from, to: seconds } }),
    ...(cleaner && { cleaner }),
    codec,
  });
}

type Shape = Omit<EncoderShape, 'codec'>;

/** All that one render holds open. */
type Parts = PicturePass & {
  readonly track: PacketTrack;
  readonly sound: SoundTrack;
  readonly log: PacketLog | null;
  readonly job: RenderJob;
  /** All frames are shown for as long. */
  readonly steady: boolean;
};

/** The opening pictures, which bear the label; null where none do. */
function labelled({ label, plan }: RenderJob): PicturePass['label'] {
  return label ? { ...label, from: 0, to: labelledFrames(plan.fps, plan.base.length, label.seconds) } : null;
}

async function write(parts: Parts, target: string, context: TaskContext): Promise<Rendered> {
  const { footage, shape, track, sound, log, plan } = parts;
  const frames = plan.base.length;
  const restored = log?.frames ?? 0;
  if (restored < frames) await study(parts, context);
  const part = await createPartFile(target, log ? { makeRoom: () => log.giveUp() } : {});
  const output = createOutput(part, parts.job.output.format);
  if (parts.job.facts) output.setMetadataTags(fileTags(parts.job.facts));
  output.addVideoTrack(track.source, {
    rotation: parts.turn === 0 ? footage.info.rotation : 0,
    ...(parts.steady && { frameRate: plan.fps }),
  });
  output.addAudioTrack(sound.source);
  const { subtitles } = parts.job;
  const lines = subtitles && addSubtitles(output, subtitles, pictureStart(footage.times, plan.fps));
  const fill = async (check: () => void) => {
    await lines?.();
    if (log) await restore(log, parts, check, context);
    await paintFrom(restored, parts, check, context);
  };
  let credentials: Credentials | undefined;
  const bytes = await writeFile(output, part, fill, async () => {
    const { credentials: wanted } = parts.job;
    if (wanted) credentials = await appendCredentials(part, wanted.origins, wanted.signer, context);
  });
  const size = upright(shape, footage.info.rotation);
  return {
    bytes,
    frames,
    seconds: parts.timeOf(frames),
    ...size,
    restored,
    ...(credentials && { credentials }),
  };
}

/** Size of what is written, as it is shown. */
function upright(shape: PicturePass['shape'], rotation: Rotation): Pick<Rendered, 'width' | 'height'> {
  const { width, height } = evenSize(shape.width, shape.height);
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

function shapeOf({ info, colorSpace, pixelAspect }: Footage, { plan, spent, output }: RenderJob): Shape {
  const { codedWidth: width, codedHeight: height } = info;
  const { fps } = plan;
  return {
    ...outputShape({ width, height, fps, bitrate: spent }, output),
    ...{ fps, pixelAspect },
    // A smaller picture keeps the values, and so the meaning, of the one it was made from.
    colorSpace: knownColor(colorSpace, height),
    keyFrameInterval: KEY_FRAME_INTERVAL,
  };
}

/** Frames to be studied and frames of the output: what the render's progress counts. */
const totalOf = ({ painter, plan }: Parts) => painter.studies.length + plan.base.length;

/** Fewer frames than this to be studied are not worth a second decoder. */
const STUDIES_TO_SHARE = 100;

/** Shows the painter the source frames it wants to see: two decoders, since each works in one thread. */
async function study(parts: Parts, { signal, report }: TaskContext): Promise<void> {
  const { footage, painter, log } = parts;
  const { studies } = painter;
  let done = log?.frames ?? 0;
  let failed = false;
  const read = async (indices: Int32Array) => {
    try {
      for await (const { index, picture } of footage.pictures(indices, signal)) {
        if (failed) return;
        painter.study(index, picture);
        report({ step: 'render', done: ++done, total: totalOf(parts) });
      }
    } catch (reason) {
      failed = true;
      throw reason;
    }
  };
  const halves = studies.length < STUDIES_TO_SHARE ? [studies] : halvesAtKey(studies, footage.keys);
  const ended = await Promise.allSettled(halves.map(read));
  const failure = ended.find(({ status }) => status === 'rejected');
  if (failure) throw (failure as PromiseRejectedResult).reason;
}

/** The frames that an interrupted run has encoded, and the sound beside them. */
async function restore(
  log: PacketLog,
  { painter, plan, track, sound }: Parts,
  check: () => void,
  { signal, report }: TaskContext,
): Promise<void> {
  const total = painter.studies.length + plan.base.length;
  for await (const time of log.replay(track.sink)) {
    signal.throwIfAborted();
    report({ step: 'render', done: Math.min(total, painter.studies.length + time * plan.fps), total });
    await sound.feedUntil(time);
    check();
  }
}

/** The render pass, from output frame `from` on. */
async function paintFrom(from: number, parts: Parts, check: () => void, context: TaskContext): Promise<void> {
  const { painter, track, sound, timeOf } = parts;
  const next = async (frame: number) => {
    await sound.feedUntil(timeOf(frame));
    check();
    context.report({ step: 'render', done: painter.studies.length + frame + 1, total: totalOf(parts) });
  };
  await writePictures(parts, from, next, context.signal);
  track.source.close();
  await sound.finish();
}

/** What the encoder or the muxer threw, as a `DubError`; aborts and `DubError`s pass as they are. */
function asRenderError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError || reason instanceof OtherStream) return reason;
  if (isFileChanged(reason)) return new DubError('input/gone', { cause: reason });
  return new DubError('codec/failed', { cause: reason, detail: { step: 'encode' } });
}
