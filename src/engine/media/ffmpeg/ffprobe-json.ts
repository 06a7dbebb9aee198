import { colorOf, type FfmpegColor } from '../pictures/color';
import { hdrTransfer } from '../pictures/tone-map';
import { DubError } from '../../core/errors';
import { nearestRate } from '../../timeline/frame-rate';
import type { AudioInfo, MediaInfo, PictureChange, TrackKind, VideoInfo } from '../../core/media-info';
import { orientationOf } from './display-matrix';

/** What is read from `ffprobe -show_format -show_streams -of json`. */
export type FfprobeReport = {
  readonly streams?: readonly FfprobeStream[];
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly bit_rate?: string };
};

export type FfprobeStream = FfmpegColor & {
  /** Position among all streams of the file. */
  readonly index?: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly pix_fmt?: string;
  /** `progressive`, `unknown`, or which field comes first. */
  readonly field_order?: string;
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
  readonly tags?: { readonly title?: string };
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly SideData[];
};

export type SideData = { readonly rotation?: number; readonly displaymatrix?: string };

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

/** The first stream that is moving pictures (cover art is not), if any. */
export function videoStream(report: FfprobeReport): FfprobeStream | undefined {
  return report.streams?.find(
    ({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic,
  );
}

/** The sound streams. */
export const audioStreams = (report: FfprobeReport): readonly FfprobeStream[] =>
  report.streams?.filter(({ codec_type }) => codec_type === 'audio') ?? [];

/** A sound stream by its position among them, if there is one. */
export const audioStream = (report: FfprobeReport, position = 0): FfprobeStream | undefined =>
  audioStreams(report)[position];

const severalTracks = (streams: readonly FfprobeStream[], track: number) => ({
  ...{ tracks: streams.length, track },
  trackNames: streams.map(({ tags }) => tags?.title ?? ''),
});

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

/** Formats whose pictures may be transparent; of raw and Huffyuv pictures the fourth channel is mostly unused. */
export function hasAlpha({ pix_fmt = '', codec_name = '' }: FfprobeStream): boolean {
  if (codec_name === 'rawvideo' || codec_name === 'huffyuv') return false;
  return /^(yuva|gbrap|rgba|argb|abgr|bgra|ya8|ya16|ayuv)/.test(pix_fmt);
}

/** What a conversion does to the pictures of a stream, as far as it is told before they are decoded. */
function changesOf(stream: FfprobeStream): PictureChange[] {
  const found: Partial<Record<PictureChange, boolean>> = {
    mirrored: orientationOf(stream.side_data_list).mirrored,
    alpha: hasAlpha(stream),
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
  };
  return (Object.keys(found) as PictureChange[]).filter((change) => found[change]);
}

export function toVideo(stream: FfprobeStream, duration: number, fileBitrate: number): VideoInfo {
  const { rotation } = orientationOf(stream.side_data_list);
  const changes = changesOf(stream);
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
    reader: 'ffmpeg',
    ...(changes.length > 0 && { changes }),
    // MPEG-1 files with a variable rate say 104 Mb/s; no stream needs more than the file has.
    bitrate: Math.min(number(stream.bit_rate) || fileBitrate, fileBitrate || Infinity),
  };
}

function toAudio(stream: FfprobeStream): AudioInfo {
  return {
    codec: stream.codec_name ?? 'unknown',
    sampleRate: number(stream.sample_rate),
    channels: number(stream.channels),
    reader: 'ffmpeg',
  };
}

/**
 * The facts of what only ffmpeg reads of a file: of the tracks of these kinds, and of sound of that at position `sound`. Throws `input/unsupported` where it holds
 * neither moving pictures nor sound, `input/no-frames`.
 */
export function infoFromFfprobe(
  report: FfprobeReport,
  kinds: readonly TrackKind[] = ['video', 'audio'],
  sound = 0,
): MediaInfo {
  const video = kinds.includes('video') ? videoStream(report) : undefined;
  const audio = kinds.includes('audio') ? audioStream(report, sound) : undefined;
  const tracks = audioStreams(report);
  if (!videoStream(report) && !audioStream(report)) throw new DubError('input/unsupported');
  const duration = Math.max(
    number(report.format?.duration),
    number(video?.duration),
    number(audio?.duration),
  );
  return {
    container: report.format?.format_name?.split(',')[0] ?? 'unknown',
    duration,
    video: video ? toVideo(video, duration, number(report.format?.bit_rate)) : null,
    audio: audio ? { ...toAudio(audio), ...(tracks.length > 1 && severalTracks(tracks, sound)) } : null,
    reader: 'ffmpeg',
  };
}
