import { DubError } from '../../core/errors';
import type { MediaInfo, TrackKind, VideoInfo } from '../../core/media-info';
import { audioStream, audioStreams, infoFromFfprobe, videoStream, type FfprobeReport } from './ffprobe-json';
import type { Ffprobe } from './with-ffprobe';

/** What is known of a file as long as not all of its tracks have a reader. */
export type Found = Pick<MediaInfo, 'container' | 'duration' | 'video' | 'audio'> & {
  /** What ffmpeg has to be asked for. */
  readonly ask: readonly TrackKind[];
  /** What is there and nobody decodes. */
  readonly unreadable: readonly TrackKind[];
};

const BOTH: readonly TrackKind[] = ['video', 'audio'];

/**
 * What ffmpeg adds to what was found, which is all where that is null. A track counts only if it decodes. Of several sound
 * tracks the one at position `wanted` counts, else the first that is heard. Throws `input/unreadable`, `input/unsupported`,
 * `input/no-frames`.
 */
export function mergeReport(found: Found | null, ffprobe: Ffprobe, wanted?: number): Found {
  const report = ffprobe.report();
  const ask = found ? found.ask : BOTH;
  const sounds = audioStreams(report).length;
  const byEar = () =>
    ask.includes('audio') && sounds > 1 ? ffprobe.firstAudible(sounds, lengthOf(report)) : 0;
  const sound = wanted ?? byEar();
  const streams = { video: videoStream(report), audio: audioStream(report, sound) };
  const there = ask.filter((kind) => streams[kind]);
  const unreadable = there.filter((kind) => !ffprobe.canDecode(streams[kind]?.index ?? 0));
  const info = infoFromFfprobe(
    report,
    there.filter((kind) => !unreadable.includes(kind)),
    sound,
  );
  const video = ask.includes('video') ? withTrack(info.video, found?.video) : (found?.video ?? null);
  const audio = ask.includes('audio') ? info.audio : (found?.audio ?? null);
  if (!video && !audio) throw new DubError('input/unsupported');
  return {
    container: found?.container ?? info.container,
    duration: Math.max(found?.duration ?? 0, info.duration),
    ...{ video, audio, ask: [], unreadable },
  };
}

const lengthOf = ({ format }: FfprobeReport): number => Number(format?.duration) || 0;

/** What ffmpeg says of pictures, and how they are turned by a container that mediabunny follows: of Matroska ffmpeg does not know. */
function withTrack(told: VideoInfo | null, found: VideoInfo | null | undefined): VideoInfo | null {
  if (!told || !found) return told;
  const { rotation } = found;
  const turned = rotation % 180 !== 0;
  const changes = [...new Set([...(told.changes ?? []), ...(found.changes ?? [])])];
  return {
    ...{ ...told, rotation },
    width: turned ? told.codedHeight : told.codedWidth,
    height: turned ? told.codedWidth : told.codedHeight,
    ...(changes.length > 0 && { changes }),
  };
}
