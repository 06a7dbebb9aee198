import { pictureStart } from '../../timeline/timeline';
import { DubError, isAbort } from '../../core/errors';
import type { TaskContext } from '../../core/progress';
import { knownColor } from '../pictures/color';
import { hasWebCodecsEncoder } from '../encode/webcodecs-encoder';
import { chooseCodec, createEncoder } from '../encode/create-encoder';
import type { PacketSink } from '../encode/encoder';
import { checkUnchanged, isFileChanged } from '../input/file-changed';
import { planCopies } from '../smart-copy/copies';
import { openFootage } from '../decode/footage';
import { undissolved } from './dissolve';
import { createPacketTrack } from '../output/file-output';
import { OtherStream, PacketLog } from '../output/packet-log';
import { shifted } from '../../script/subtitles';
import { unwritten } from './captions';
import { frameAt, inWhole } from '../script/whole-video';
import { turnShape } from '../pictures/turn';
import type { RenderJob, CreatePainter, Rendered } from './render-job';
import { timesOf, spanOf, wholeOf, openSound, labelled, shapeOf } from './job-parts';
import { write } from './write-video';

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
  const log = job.log ? await PacketLog.open(job.log) : null;
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
    const footage = keep(await openFootage(given.video, spanOf(given)));
    const shape = shapeOf(footage, given);
    const codec = await chooseCodec(given.output.format, shape);
    const mayVary = given.encoder !== 'ffmpeg' && (await hasWebCodecsEncoder({ ...shape, codec }));
    const whole = wholeOf(given, footage, mayVary);
    const job = whole ? { ...given, plan: whole } : given;
    const timeOf = timesOf(job.plan, whole);
    log?.goOn((time) => (whole ? frameAt(whole, time) : Math.round(time * job.plan.fps)));
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

/** What the encoder or the muxer threw, as a `DubError`; aborts and `DubError`s pass as they are. */
function asRenderError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError || reason instanceof OtherStream) return reason;
  if (isFileChanged(reason)) return new DubError('input/gone', { cause: reason });
  return new DubError('codec/failed', { cause: reason, detail: { step: 'encode' } });
}
