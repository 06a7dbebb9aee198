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
import { createMp4, writeMp4 } from './mp4-output';
import { createPartFile } from './opfs';
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
};

/** Makes the painter, once the colours of the video are known. */
export type CreatePainter = (colors: VideoColorSpaceInit) => Painter | Promise<Painter>;

export type Rendered = { readonly bytes: number; readonly frames: number; readonly seconds: number };

/**
 * Writes the dubbed video: the study pass, then decode → paint → encode → mux → OPFS, one picture at a time. The
 * picture lasts `plan.base.length / plan.fps` seconds, the sound is the whole speech; size, rotation, pixel shape
 * and colour tags are the source's. The painter is released at the end, however it comes.
 * Throws `input/*` for what cannot be read, `storage/full`, `codec/no-encoder`, `codec/failed`.
 */
export async function renderVideo(
  job: RenderJob,
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
    const encoder = keep(await createEncoder(shapeOf(footage, job), job.encoder ?? 'auto'));
    const painter = await createPainter(knownColor(footage.colorSpace, footage.info.codedHeight));
    keep({ close: () => painter.release() });
    return await write({ footage, painter, encoder, sound, plan: job.plan }, job.target, context);
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
  readonly sound: SoundTrack;
  readonly plan: RenderJob['plan'];
};

async function write(parts: Parts, target: string, context: TaskContext): Promise<Rendered> {
  const { footage, encoder, sound, plan } = parts;
  await study(parts, context);
  const part = await createPartFile(target);
  const output = createMp4(part);
  output.addVideoTrack(encoder.source, { rotation: footage.info.rotation, frameRate: plan.fps });
  output.addAudioTrack(sound.source);
  const bytes = await writeMp4(output, part, (check) => paintAll(parts, check, context));
  return { bytes, frames: plan.base.length, seconds: plan.base.length / plan.fps };
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

/** Shows the painter the source frames it wants to see. */
async function study({ footage, painter, plan }: Parts, { signal, report }: TaskContext): Promise<void> {
  let done = 0;
  const total = painter.studies.length + plan.base.length;
  for await (const { index, picture } of footage.pictures(painter.studies, signal)) {
    painter.study(index, picture);
    report({ step: 'render', done: ++done, total });
  }
}

/** The render pass. Decoder and encoder work in threads of their own while the painter paints. */
async function paintAll(
  { footage, painter, encoder, sound, plan }: Parts,
  check: () => void,
  { signal, report }: TaskContext,
): Promise<void> {
  const studied = painter.studies.length;
  const total = studied + plan.base.length;
  let frame = 0;
  for await (const picture of paintedPictures(footage.pictures(plan.base, signal), plan.keep, painter)) {
    await encoder.add(frame / plan.fps, picture);
    await sound.feedUntil(frame / plan.fps);
    check();
    report({ step: 'render', done: studied + ++frame, total });
  }
  await encoder.finish();
  await sound.finish();
}

/** What the encoder or the muxer threw, as a `DubError`; aborts and `DubError`s pass as they are. */
function asRenderError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError) return reason;
  return new DubError('codec/failed', { cause: reason, detail: { step: 'encode' } });
}
