import type { MediaInfo, VideoInfo } from '../../core/media-info';
import type { StopSignal, TaskContext } from '../../core/progress';
import type { EncoderChoice } from '../encode/encoder';
import { checkUnchanged } from '../input/file-changed';
import { canCopyPictures, ownSoundArguments, pictureArguments, soundArguments } from '../ffmpeg/arguments';
import { FfmpegClient } from '../ffmpeg/client';
import { audioStream, videoStream, type FfprobeReport, type FfprobeStream } from '../ffmpeg/ffprobe-json';
import { ffmpegPictures, ffmpegShape } from './ffmpeg-pictures';
import { joinedParts } from '../container/joined-parts';
import { partPath, removeOpfsFile } from '../output/opfs';
import { ownPictures } from './own-pictures';
import { decodedSound, NO_SOUND, readableSound, type OwnSound } from './own-sound';
import { joinSounds } from './join-sounds';
import { recode } from './recode';
import { canRemux, remux } from './remux';
import { hasWebCodecsEncoder } from '../encode/webcodecs-encoder';

export type ConvertOptions = {
  /** `auto` is the browser's encoder where it has one and memory can be shared with ffmpeg. */
  readonly encoder?: EncoderChoice;
  /** An ffmpeg that is loading already; it is closed in the end. */
  readonly client?: FfmpegClient;
};

type Job = {
  readonly file: File;
  readonly info: MediaInfo;
  readonly target: string;
  readonly client: FfmpegClient;
  readonly encoder: EncoderChoice;
  progress(seconds: number): void;
  readonly signal: StopSignal;
};

/**
 * Turns a file that is not read as it is into one that WebCodecs reads, at the OPFS path `target`, each track by whoever
 * `info` says: H.264 with the same frame times, size, rotation and colour tags (or the pictures as they are coded), and
 * the file's own sound; or 16-bit PCM in wav where `info` tells of no pictures. Pictures come out whole, opaque, of one
 * size and not mirrored. Memory does not grow with length. Throws `input/unreadable`, `input/unsupported`, `input/gone`,
 * `storage/full`.
 */
export async function convertFile(
  file: File,
  info: MediaInfo,
  target: string,
  { signal, report }: TaskContext,
  { encoder = 'auto', client = new FfmpegClient() }: ConvertOptions = {},
): Promise<void> {
  const total = info.duration;
  const progress = (seconds: number) => {
    report({ step: 'convert', done: Math.min(Math.max(0, seconds), total), total });
  };
  // ffmpeg cannot be asked to stop, only be ended; whatever waits for it then throws the signal's reason.
  const stop = () => client.close(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    progress(0);
    const job = { file, info, target, client, encoder, progress, signal };
    if (!info.video) await convertSound(job);
    else if (info.video.reader === 'browser') await convertOwn(job, info.video);
    else await convertByFfmpeg(job, info.video);
    progress(total);
  } catch (reason) {
    await forgetPart(target);
    if (!signal.aborted) await checkUnchanged(file);
    throw reason;
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

/** Removes what an ended ffmpeg left; the browser may hold on to it for a moment, then it stays for the next start. */
async function forgetPart(target: string): Promise<void> {
  await removeOpfsFile(partPath(target)).catch(() => {});
}

async function convertSound({ client, file, info, target, progress, signal }: Job): Promise<void> {
  const parts = await joinedParts(file);
  if (parts.length > 1) return joinSounds(parts, target, { signal, report: ({ done }) => progress(done) });
  const facts = await client.open(file);
  await client.convert(target, soundArguments(facts, info.audio?.track), progress);
}

/** The browser decodes the pictures, or they are copied where only the sound has to be converted. */
async function convertOwn(job: Job, video: VideoInfo): Promise<void> {
  const { file, info, client, target, encoder, signal } = job;
  const ownPackets = info.audio?.reader === 'browser' ? await readableSound(file, info.audio.track) : null;
  const facts = !ownPackets && info.audio ? await client.open(file) : null;
  const stream = facts && videoStream(facts);
  if (facts && stream && canCopyPictures(stream, video)) return convertAlone(job, facts, stream, video);
  const sound =
    ownPackets ?? (facts ? await decodedSound(client, facts, target, info.audio?.track) : NO_SOUND);
  const conversion = { ...job, video, sound };
  if (!video.changes && (await canRemux(file))) return remux(file, conversion);
  const pictures = await ownPictures(file, video, signal);
  try {
    await recode(conversion, pictures, encoder);
  } finally {
    pictures.close();
  }
}

/** The quick way is that ffmpeg decodes and the browser encodes, side by side, pictures handed over in shared memory. */
async function convertByFfmpeg(job: Job, video: VideoInfo): Promise<void> {
  const { file, info, client, target, encoder } = job;
  const facts = await client.open(file);
  const stream = videoStream(facts);
  if (!stream) return client.convert(target, soundArguments(facts, info.audio?.track), job.progress);
  const alone =
    canCopyPictures(stream, video) ||
    encoder !== 'auto' ||
    !globalThis.crossOriginIsolated ||
    !(await hasWebCodecsEncoder(ffmpegShape(stream, video)));
  if (alone) return convertAlone(job, facts, stream, video);
  const sound = await soundBeside(job, facts);
  await recode({ ...job, video, sound }, ffmpegPictures(client, stream, video, sound.ownStart), encoder);
}

/** The file's own sound: its packets where they can be read and played, else PCM that ffmpeg writes first. */
async function soundBeside(
  { file, info: { audio }, client, target }: Job,
  facts: FfprobeReport,
): Promise<OwnSound> {
  // mediabunny gives the sound the file's own times, so the pictures have to have them too.
  const own = audio?.reader === 'browser' ? await readableSound(file, audio.track) : null;
  if (own) return own;
  return audio && audioStream(facts, audio.track)
    ? decodedSound(client, facts, target, audio.track)
    : NO_SOUND;
}

/** ffmpeg does it all. */
async function convertAlone(
  { info, client, target, progress }: Job,
  facts: FfprobeReport,
  stream: FfprobeStream,
  video: VideoInfo,
): Promise<void> {
  const args = [...pictureArguments(stream, video), ...ownSoundArguments(facts, info.audio?.track)];
  await client.convert(target, args, progress, video.changes?.includes('mirrored'));
}
