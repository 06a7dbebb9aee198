import { DubError } from '../dub/errors';
import type { MediaInfo } from '../dub/media-info';
import type { TaskContext } from '../dub/progress';
import { askFfprobe } from './ffmpeg/ask';
import { createFfmpeg } from './ffmpeg/ffmpeg';
import { audioStream, videoStream, type FfprobeReport, type FfprobeStream } from './ffmpeg/ffprobe-json';
import { partDevice } from './ffmpeg/part-device';
import { createPartFile } from './opfs';

/**
 * Turns a file that WebCodecs cannot read into one that it can, at the OPFS path `target`: H.264 with the same
 * frame times, size, rotation and colour tags, and the file's own sound; or 16-bit PCM in wav where there are no
 * pictures. Memory does not grow with length. It cannot be interrupted: to cancel, end the worker; what is left
 * then is `<target>.part`. Throws `input/unreadable`, `input/unsupported`, `storage/full`.
 */
export async function convertFile(
  file: File,
  info: MediaInfo,
  target: string,
  context: TaskContext,
): Promise<void> {
  // An instance of its own: one that was stopped by a full disk is of no use afterwards, and its memory goes with it.
  const ffmpeg = await createFfmpeg();
  const source = ffmpeg.mount(file);
  const part = await createPartFile(target);
  const total = info.duration;
  try {
    context.signal.throwIfAborted();
    context.report({ step: 'convert', done: 0, total });
    const output = ffmpeg.device('converted', partDevice(part));
    const args = conversion(askFfprobe(ffmpeg, source), source, output);
    const { code, log } = ffmpeg.run(args, (seconds) =>
      context.report({ step: 'convert', done: Math.min(Math.max(0, seconds), total), total }),
    );
    if (code !== 0 || part.size() === 0)
      throw part.failure ?? new DubError('input/unsupported', { cause: log });
    await part.commit();
    context.report({ step: 'convert', done: total, total });
  } catch (reason) {
    await part.abandon();
    throw part.failure ?? reason;
  } finally {
    ffmpeg.unmount();
  }
}

/** ffmpeg's arguments for a file. */
export function conversion(report: FfprobeReport, source: string, output: string): string[] {
  const video = videoStream(report);
  const audio = audioStream(report);
  const read = ['-noautorotate', '-i', source];
  if (!video) return [...read, '-map', '0:a:0', '-c:a', 'pcm_s16le', '-f', 'wav', output];
  return [
    ...read,
    ...['-map', '0:v:0', ...videoArguments(video)],
    ...(audio ? ['-map', '0:a:0', ...audioArguments(audio)] : []),
    ...['-f', 'mov', output],
  ];
}

function videoArguments({ codec_name, pix_fmt }: FfprobeStream): string[] {
  // H.264 that merely lies in a container that mediabunny cannot read needs no new encode.
  if (codec_name === 'h264' && (pix_fmt === 'yuv420p' || pix_fmt === 'yuvj420p')) return ['-c:v', 'copy'];
  return [
    // Near-lossless for what is watched, and quick: the face tracker and the encoder of the result see it.
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-pix_fmt', 'yuv420p'],
    // Short groups of pictures, so that reading backwards decodes little twice.
    ...['-g', '24', '-bf', '0', '-threads', '1'],
    // Every frame once, at its own time, on the source's own clock.
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1'],
  ];
}

function audioArguments({ codec_name }: FfprobeStream): string[] {
  return codec_name === 'aac' || codec_name === 'mp3' ? ['-c:a', 'copy'] : ['-c:a', 'pcm_s16le'];
}
