import { colorOf, type FfmpegColor } from '../color';
import { hdrTransfer } from '../tone-map';
import { DubError } from '../../dub/errors';
import { nearestRate } from '../../dub/frame-rate';
import type { AudioInfo, MediaInfo, Rotation, VideoInfo } from '../../dub/media-info';

/** What is read from `ffprobe -show_format -show_streams -of json`. */
export type FfprobeReport = {
  readonly streams?: readonly FfprobeStream[];
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly bit_rate?: string };
};

export type FfprobeStream = FfmpegColor & {
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly pix_fmt?: string;
  readonly sample_aspect_ratio?: string;
  readonly width?: number;
  readonly height?: number;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly nb_frames?: string;
  readonly nb_read_packets?: string;
  readonly duration?: string;
  readonly bit_rate?: string;
  readonly sample_rate?: string;
  readonly channels?: number;
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
};

/** A number, or 0 where ffprobe writes `N/A` or nothing. */
function number(text: string | number | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}

/** `30000/1001` or `16:15` as a number; 0 for `0/0`. */
function ratio(text: string | undefined): number {
  const [over, under] = (text ?? '').split(/[/:]/).map(Number);
  return over && under ? over / under : 0;
}

/** ffprobe turns counter-clockwise. */
function rotationOf(stream: FfprobeStream): Rotation {
  const turn = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  const clockwise = (((Math.round(-turn / 90) * 90) % 360) + 360) % 360;
  return clockwise as Rotation;
}

/** The first stream that is moving pictures (cover art is not), if any. */
export function videoStream(report: FfprobeReport): FfprobeStream | undefined {
  return report.streams?.find(
    ({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic,
  );
}

/** The first sound stream, if any. */
export function audioStream(report: FfprobeReport): FfprobeStream | undefined {
  return report.streams?.find(({ codec_type }) => codec_type === 'audio');
}

/** Counted rates are off by so much, as a share. */
const COUNTED = 0.002;

/** What the stream says, unless its frames say otherwise: AVI files often name the rate of fields. */
function meanRate(told: number, frames: number, seconds: number): number {
  const counted = seconds > 0 ? frames / seconds : told;
  return nearestRate(told > 0 && Math.abs(told - counted) < 0.05 * counted ? told : counted, COUNTED);
}

/** Shape of a pixel, width over height. */
export function pixelAspect(stream: FfprobeStream): number {
  return ratio(stream.sample_aspect_ratio) || 1;
}

export function toVideo(stream: FfprobeStream, duration: number, fileBitrate: number): VideoInfo {
  const rotation = rotationOf(stream);
  const codedWidth = number(stream.width);
  const codedHeight = number(stream.height);
  const turned = rotation === 90 || rotation === 270;
  const seconds = number(stream.duration) || duration;
  const frames = number(stream.nb_read_packets) || number(stream.nb_frames);
  if (frames === 0) throw new DubError('input/no-frames');
  if (codedWidth === 0 || codedHeight === 0) throw new DubError('input/unsupported');
  return {
    codec: stream.codec_name ?? 'unknown',
    codedWidth,
    codedHeight,
    width: turned ? codedHeight : codedWidth,
    height: turned ? codedWidth : codedHeight,
    rotation,
    fps: meanRate(ratio(stream.avg_frame_rate) || ratio(stream.r_frame_rate), frames, seconds),
    frames,
    ...(hdrTransfer(colorOf(stream)) && { hdr: true }),
    // MPEG-1 files with a variable rate say 104 Mb/s; no stream needs more than the file has.
    bitrate: Math.min(number(stream.bit_rate) || fileBitrate, fileBitrate || Infinity),
  };
}

function toAudio(stream: FfprobeStream): AudioInfo {
  return {
    codec: stream.codec_name ?? 'unknown',
    sampleRate: number(stream.sample_rate),
    channels: number(stream.channels),
  };
}

/**
 * The facts of a file that only ffmpeg reads. Throws `input/unsupported` where it holds neither moving pictures
 * nor sound, `input/no-frames`.
 */
export function infoFromFfprobe(report: FfprobeReport): MediaInfo {
  const video = videoStream(report);
  const audio = audioStream(report);
  if (!video && !audio) throw new DubError('input/unsupported');
  const duration = Math.max(
    number(report.format?.duration),
    number(video?.duration),
    number(audio?.duration),
  );
  return {
    container: report.format?.format_name?.split(',')[0] ?? 'unknown',
    duration,
    video: video ? toVideo(video, duration, number(report.format?.bit_rate)) : null,
    audio: audio ? toAudio(audio) : null,
    reader: 'ffmpeg',
  };
}
