import { pictureStart } from '../../timeline/timeline';
import type { Credentials } from '../../provenance/c2pa/manifest';
import type { Rotation } from '../../core/media-info';
import type { TaskContext } from '../../core/progress';
import { appendCredentials } from '../output/credentials';
import { evenSize } from '../encode/encoder';
import { fileTags } from '../output/file-tags';
import { halvesAtKey } from './halves';
import { createOutput, writeFile, type PacketTrack } from '../output/file-output';
import { createPartFile } from '../output/opfs';
import { type PacketLog } from '../output/packet-log';
import { writePictures, type PicturePass } from './picture-pass';
import type { SoundTrack } from '../audio/sound-track';
import { addSubtitles } from '../output/subtitle-track';
import type { RenderJob, Rendered } from './render-job';

/** All that one render holds open. */
export type Parts = PicturePass & {
  readonly track: PacketTrack;
  readonly sound: SoundTrack;
  readonly log: PacketLog | null;
  readonly job: RenderJob;
  /** All frames are shown for as long. */
  readonly steady: boolean;
};

export async function write(parts: Parts, target: string, context: TaskContext): Promise<Rendered> {
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
