import type { DubPlan } from '../dub/plan/dub-plan';
import type { Painter } from '../dub/engine/engine';
import { DubError, isAbort } from '../dub/errors';
import type { TaskContext } from '../dub/progress';
import { knownColor } from './color';
import { createEncoder } from './create-encoder';
import {
  chooseBitrate,
  KEY_FRAME_INTERVAL,
  type EncoderChoice,
  type EncoderShape,
  type PictureEncoder,
} from './encoder';
import { openFootage, type Footage } from './footage';
import { createMp4, createPacketTrack, writeMp4, type PacketTrack } from './mp4-output';
import { createPartFile } from './opfs';
import { OtherStream, PacketLog, type LogPlace } from './packet-log';
import { paintedPictures } from './painted-pictures';
import { openSoundTrack, type SoundTrack } from './sound-track';

export type RenderJob = {
  readonly video: Blob;
  readonly speech: Blob;
  readonly plan: Pick<DubPlan, 'fps' | 'base' | 'keep'>;
  /** Bits a second of the video that the user gave; 0 where it is not known. */
  readonly sourceBitrate: number;
  /** OPFS path of the finished file. */
  readonly target: string;
  readonly encoder?: EncoderChoice;
  /** Where to write down what is encoded, and to go on from what an interrupted run left there. */
  readonly log?: LogPlace;
};

/** Makes the painter, once the colours of the video are known. */
export type CreatePainter = (colors: VideoColorSpaceInit) => Painter | Promise<Painter>;

export type Rendered = {
  readonly bytes: number;
  readonly frames: number;
  readonly seconds: number;
  /** Frames taken over from an interrupted run: they were neither painted nor encoded again. */
  readonly restored: number;
};

/**
 * Writes the dubbed video: the study pass, then decode → paint → encode → mux → OPFS, one picture at a time. The
 * picture lasts `plan.base.length / plan.fps` seconds, the sound is the whole speech; size, rotation, pixel shape
 * and colour tags are the source's. Painters are released at the end, however it comes. The log stays: whoever asked
 * for it removes it when the result is safe.
 * Throws `input/*` for what cannot be read, `storage/full`, `codec/no-encoder`, `codec/failed`.
 */
export async function renderVideo(
  job: RenderJob,
  createPainter: CreatePainter,
  context: TaskContext,
): Promise<Rendered> {
  const log = job.log ? await PacketLog.open(job.log, job.plan.fps) : null;
  try {
    return await attempt(job, log, createPainter, context);
  } catch (reason) {
    if (!(reason instanceof OtherStream)) throw reason;
    // Another encoder than that of the interrupted run: its frames cannot be used.
    log?.clear();
    return await attempt(job, log, createPainter, context);
  } finally {
    log?.close();
  }
}

async function attempt(
  job: RenderJob,
  log: PacketLog | null,
  createPainter: CreatePainter,
  context: TaskContext,
): Promise<Rendered> {
  const opened: { close(): void }[] = [];
  const keep = <T extends { close(): void }>(thing: T): T => {
    opened.push(thing);
    return thing;
  };
  try {
    const footage = keep(await openFootage(job.video));
    const sound = keep(await openSoundTrack(job.speech));
    const track = createPacketTrack();
    const sink = log ? log.before(track.sink) : track.sink;
    const encoder = keep(await createEncoder(shapeOf(footage, job), job.encoder ?? 'auto', sink));
    const painter = await createPainter(knownColor(footage.colorSpace, footage.info.codedHeight));
    keep({ close: () => painter.release() });
    return await write({ footage, painter, encoder, track, sound, log, plan: job.plan }, job.target, context);
  } catch (reason) {
    throw asRenderError(reason);
  } finally {
    for (const thing of opened.reverse()) thing.close();
  }
}

/** All that one render holds open. */
type Parts = {
  readonly footage: Footage;
  readonly painter: Painter;
  readonly encoder: PictureEncoder;
  readonly track: PacketTrack;
  readonly sound: SoundTrack;
  readonly log: PacketLog | null;
  readonly plan: RenderJob['plan'];
};

async function write(parts: Parts, target: string, context: TaskContext): Promise<Rendered> {
  const { footage, track, sound, log, plan } = parts;
  const frames = plan.base.length;
  const restored = log?.frames ?? 0;
  if (restored < frames) await study(parts, context);
  const part = await createPartFile(target, log ? { makeRoom: () => log.giveUp() } : {});
  const output = createMp4(part);
  output.addVideoTrack(track.source, { rotation: footage.info.rotation, frameRate: plan.fps });
  output.addAudioTrack(sound.source);
  const bytes = await writeMp4(output, part, async (check) => {
    if (log) await restore(log, parts, check, context);
    await paintFrom(restored, parts, check, context);
  });
  return { bytes, frames, seconds: frames / plan.fps, restored };
}

function shapeOf(
  { info, colorSpace, pixelAspect }: Footage,
  { plan, sourceBitrate }: RenderJob,
): EncoderShape {
  const { codedWidth: width, codedHeight: height } = info;
  const bitrate = chooseBitrate(width, height, plan.fps, sourceBitrate);
  return {
    ...{ width, height, fps: plan.fps, bitrate, pixelAspect },
    colorSpace: knownColor(colorSpace, height),
    keyFrameInterval: KEY_FRAME_INTERVAL,
  };
}

/** Frames to be studied and frames of the output: what the render's progress counts. */
const totalOf = ({ painter, plan }: Parts) => painter.studies.length + plan.base.length;

/** Shows the painter the source frames it wants to see. */
async function study(parts: Parts, { signal, report }: TaskContext): Promise<void> {
  const { footage, painter, log } = parts;
  let done = log?.frames ?? 0;
  for await (const { index, picture } of footage.pictures(painter.studies, signal)) {
    painter.study(index, picture);
    report({ step: 'render', done: ++done, total: totalOf(parts) });
  }
}

/** The frames that an interrupted run has encoded, and the sound beside them. */
async function restore(
  log: PacketLog,
  { track, sound }: Parts,
  check: () => void,
  { signal }: TaskContext,
): Promise<void> {
  for await (const time of log.replay(track.sink)) {
    signal.throwIfAborted();
    await sound.feedUntil(time);
    check();
  }
}

/** The render pass, from output frame `from` on. Decoder and encoder work in threads of their own while the painter paints. */
async function paintFrom(from: number, parts: Parts, check: () => void, context: TaskContext): Promise<void> {
  const { footage, painter, encoder, track, sound, plan } = parts;
  const { signal, report } = context;
  const decoded = footage.pictures(plan.base.subarray(from), signal);
  let frame = from;
  for await (const picture of paintedPictures(decoded, plan.keep, painter, from)) {
    await encoder.add(frame / plan.fps, picture);
    await sound.feedUntil(frame / plan.fps);
    check();
    report({ step: 'render', done: painter.studies.length + ++frame, total: totalOf(parts) });
  }
  await encoder.finish();
  track.source.close();
  await sound.finish();
}

/** What the encoder or the muxer threw, as a `DubError`; aborts and `DubError`s pass as they are. */
function asRenderError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError || reason instanceof OtherStream) return reason;
  return new DubError('codec/failed', { cause: reason, detail: { step: 'encode' } });
}
