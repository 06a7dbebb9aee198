import { colorArguments, colorOf } from '../pictures/color';
import { SDR_COLORS } from '../pictures/sdr-pictures';
import { hdrTransfer, SDR_LIGHT } from '../pictures/tone-map';
import type { VideoInfo } from '../../core/media-info';
import { audioStream, type FfprobeReport, type FfprobeStream } from './ffprobe-json';
import { fitFilters, pictureFilters } from './picture-filters';

/** H.264 that merely lies in a container that mediabunny cannot read needs no new encode. */
export function canCopyPictures(stream: FfprobeStream, { changes }: VideoInfo): boolean {
  const { codec_name, pix_fmt } = stream;
  if (changes || hdrTransfer(colorOf(stream))) return false;
  return codec_name === 'h264' && (pix_fmt === 'yuv420p' || pix_fmt === 'yuvj420p');
}

/**
 * An output that takes all streams and keeps nothing. ffmpeg counts the time of MPEG-TS and MPEG-PS from the first moment of
 * the streams that are used: of pictures and sound that are decoded apart each would begin at 0.
 */
export const ALL_STREAMS = ['-map', '0:v?', '-map', '0:a?', '-c', 'copy', '-f', 'null', '-'];

/** Output arguments for sound alone: 16-bit PCM in wav, from the file's first moment on. `sound`: position among the sound streams. */
export function soundArguments({ format, streams = [] }: FfprobeReport, sound = 0): string[] {
  // Silence where the sound starts later than the file or has a hole: wav has no times. Nor has an MP3, of which ffmpeg
  // makes some up that are wrong where the rate changes.
  const filled = format?.format_name === 'mp3' ? [] : ['-af', 'aresample=async=1:first_pts=0'];
  const beside = streams.length > 1 ? ALL_STREAMS : [];
  return [...beside, '-map', `0:a:${sound}`, ...filled, '-c:a', 'pcm_s16le', '-f', 'wav'];
}

/** Output arguments for the pictures: copied where possible, else near-lossless H.264. */
export function pictureArguments(stream: FfprobeStream, video: VideoInfo): string[] {
  const map = ['-map', `0:${stream.index ?? 'v:0'}`];
  if (canCopyPictures(stream, video)) return [...map, '-c:v', 'copy'];
  const hdr = hdrTransfer(colorOf(stream)) !== null;
  // ffmpeg turns mirrored pictures before they come here, and where their size changes, to the first one.
  const size = video.changes?.includes('mirrored') ? [] : fitFilters(stream, video);
  const filters = [...pictureFilters(stream, video), ...size, ...(hdr ? toneMapping() : [])];
  return [
    ...['-vf', filters.join(','), ...(hdr ? colorArguments(SDR_COLORS) : [])],
    ...[...map, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-pix_fmt', 'yuv420p'],
    // Short groups of pictures, so that reading backwards decodes little twice.
    ...['-g', '24', '-bf', '0', '-threads', '1'],
    // Every frame once, at its own time, on the source's own clock.
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1'],
  ];
}

/** The way of `tone-map.ts` in ffmpeg's own filters. */
function toneMapping(): string[] {
  const { white, peak, knee } = SDR_LIGHT;
  return [
    `zscale=t=linear:npl=${white},format=gbrpf32le,zscale=p=bt709`,
    `tonemap=mobius:param=${knee}:desat=0:peak=${peak / white}`,
    'zscale=t=bt709:m=bt709:r=tv,format=yuv420p',
  ];
}

/** Output arguments for the sound that goes with the pictures, and for the container of both. */
export function ownSoundArguments(report: FfprobeReport, sound = 0): string[] {
  const audio = audioStream(report, sound);
  if (!audio) return ['-f', 'mov'];
  // What an edit list hides would come back with copied packets; PCM in a MOV has no holes in its times.
  const edited = report.format?.format_name?.includes('mov') ?? false;
  const copy = !edited && (audio.codec_name === 'aac' || audio.codec_name === 'mp3');
  const how = copy ? ['-c:a', 'copy'] : ['-af', 'aresample=async=1', '-c:a', 'pcm_s16le'];
  return ['-map', `0:a:${sound}`, ...how, '-f', 'mov'];
}
