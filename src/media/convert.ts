import type { MediaInfo } from '../dub/media-info';
import type { TaskContext } from '../dub/progress';
import type { EncoderChoice } from './encoder';
import { checkUnchanged } from './file-changed';
import { hasWebCodecsEncoder } from './webcodecs-encoder';
import { canCopyPictures, ownSoundArguments, pictureArguments, soundArguments } from './ffmpeg/arguments';
import { FfmpegClient } from './ffmpeg/client';
import { videoStream, type FfprobeStream } from './ffmpeg/ffprobe-json';
import { partPath, removeOpfsFile } from './opfs';
import { recode, shapeOf } from './recode';

export type ConvertOptions = {
  /** `auto` is the browser's encoder where it has one and memory can be shared with ffmpeg. */
  readonly encoder?: EncoderChoice;
  /** An ffmpeg that is loading already; it is closed in the end. */
  readonly client?: FfmpegClient;
};

/**
 * Turns a file that WebCodecs cannot read into one that it can, at the OPFS path `target`: H.264 with the same
 * frame times, size, rotation and colour tags, and the file's own sound; or 16-bit PCM in wav where there are no
 * pictures. Memory does not grow with length. Throws `input/unreadable`, `input/unsupported`, `input/gone`, `storage/full`.
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
    const facts = await client.open(file);
    const video = videoStream(facts);
    if (!video) await client.convert(target, soundArguments(facts), progress);
    else if (encoder === 'auto' && (await canRecode(video))) {
      await recode({ client, file, facts, video, target, progress, signal });
    } else {
      await client.convert(target, [...pictureArguments(video), ...ownSoundArguments(facts)], progress);
    }
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

/** The quick way: ffmpeg decodes, the browser encodes, side by side, pictures handed over in shared memory. */
async function canRecode(video: FfprobeStream): Promise<boolean> {
  if (canCopyPictures(video) || !globalThis.crossOriginIsolated) return false;
  return hasWebCodecsEncoder(shapeOf(video));
}
