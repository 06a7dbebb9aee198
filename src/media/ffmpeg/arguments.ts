import { colorArguments, colorOf } from '../color';
import { SDR_COLORS } from '../sdr-pictures';
import { hdrTransfer, SDR_LIGHT } from '../tone-map';
import { audioStream, type FfprobeReport, type FfprobeStream } from './ffprobe-json';

/** H.264 that merely lies in a container that mediabunny cannot read needs no new encode. */
export function canCopyPictures(video: FfprobeStream): boolean {
  const { codec_name, pix_fmt } = video;
  if (hdrTransfer(colorOf(video))) return false;
  return codec_name === 'h264' && (pix_fmt === 'yuv420p' || pix_fmt === 'yuvj420p');
}

/** Output arguments for a file without pictures: 16-bit PCM in wav. */
export function soundArguments({ format }: FfprobeReport): string[] {
  // Silence where the sound starts later than the file or has a hole: wav has no times. Nor has an MP3, of which ffmpeg
  // makes some up that are wrong where the rate changes.
  const filled = format?.format_name === 'mp3' ? [] : ['-af', 'aresample=async=1:first_pts=0'];
  return ['-map', '0:a:0', ...filled, '-c:a', 'pcm_s16le', '-f', 'wav'];
}

/** Output arguments for the pictures: copied where possible, else near-lossless H.264. */
export function pictureArguments(video: FfprobeStream): string[] {
  if (canCopyPictures(video)) return ['-map', '0:v:0', '-c:v', 'copy'];
  return [
    ...(hdrTransfer(colorOf(video)) ? toneMapping() : []),
    ...['-map', '0:v:0', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-pix_fmt', 'yuv420p'],
    // Short groups of pictures, so that reading backwards decodes little twice.
    ...['-g', '24', '-bf', '0', '-threads', '1'],
    // Every frame once, at its own time, on the source's own clock.
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1'],
  ];
}

/** The way of `tone-map.ts` in ffmpeg's own filters. */
function toneMapping(): string[] {
  const { white, peak, knee } = SDR_LIGHT;
  const filters = [
    `zscale=t=linear:npl=${white},format=gbrpf32le,zscale=p=bt709`,
    `tonemap=mobius:param=${knee}:desat=0:peak=${peak / white}`,
    'zscale=t=bt709:m=bt709:r=tv,format=yuv420p',
  ];
  return ['-vf', filters.join(','), ...colorArguments(SDR_COLORS)];
}

/** Output arguments for the sound that goes with the pictures, and for the container of both. */
export function ownSoundArguments(report: FfprobeReport): string[] {
  const audio = audioStream(report);
  if (!audio) return ['-f', 'mov'];
  // What an edit list hides would come back with copied packets; PCM in a MOV has no holes in its times.
  const edited = report.format?.format_name?.includes('mov') ?? false;
  const copy = !edited && (audio.codec_name === 'aac' || audio.codec_name === 'mp3');
  const how = copy ? ['-c:a', 'copy'] : ['-af', 'aresample=async=1', '-c:a', 'pcm_s16le'];
  return ['-map', '0:a:0', ...how, '-f', 'mov'];
}
