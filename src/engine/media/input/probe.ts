import {
  EncodedPacketSink,
  MPEG_TS,
  UnsupportedInputFormatError,
  type Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { DubError, isAbort } from '../../core/errors';
import type { StopSignal } from '../../core/progress';
import type { MediaInfo, TrackKind, TrackReader, VideoInfo } from '../../core/media-info';
import { describeAudio, describeVideo } from './describe';
import { mergeReport, type Found } from '../ffmpeg/merge-report';
import { withFfprobe } from '../ffmpeg/with-ffprobe';
import { checkUnchanged } from './file-changed';
import { indexFrames } from '../container/frame-index';
import { joinedParts } from '../container/joined-parts';
import { checkFacts } from './limits';
import { isMp2 } from '../audio/mpeg-audio';
import { checkMp4Tables } from '../container/mp4-tables';
import { openInput } from './open-input';
import { mayPassOver } from './passed-over';
import { pictureFacts, type PictureFacts } from './picture-changes';
import { isAudible, isReadable, soundTrackOf } from '../audio/sound-choice';
import { probeStill } from '../convert/still';
import { changesWithin, lengthOf } from '../container/track-clock';

/**
 * What our ffmpeg decodes beyond doubt, by mediabunny's codec names and by ISO sample entries. For anything else
 * it is asked, which costs loading it.
 */
const FFMPEG_DECODES = new Set(['avc', 'hevc', 'vp8', 'vp9', 'prores', 'mp4v']);
const FFMPEG_HEARS = new Set(['aac', 'mp3', 'opus', 'vorbis', 'flac', 'ac3', 'eac3', 'alaw', 'ulaw']);

/** How a file is looked at. */
export type LookWish = {
  readonly signal?: StopSignal;
  /** Hears that the look gets on. */
  readonly onPhase?: () => void;
  /** Position of the sound track that shall count; without it the one that players take, or that is heard. */
  readonly sound?: number;
};

/**
 * Finds out what a file is. Throws `input/empty`, `input/unreadable` (no media file, or
 * cut off), `input/unsupported`, `input/no-frames`, `input/picture-size`, and where what the file announces cannot be
 * so: `input/announced`, `input/too-fast`, `input/too-long`; `input/edit-rate`; `input/no-audio` where the wanted sound
 * track is not there; `input/gone` where the file was changed since it was given.
 */
export async function probeFile(
  file: File,
  { signal, onPhase = () => {}, sound }: LookWish = {},
): Promise<MediaInfo> {
  if (file.size === 0) throw new DubError('input/empty');
  onPhase();
  const info = await probeAny({ file, signal, onPhase, sound }).catch(async (reason: unknown) => {
    if (!isAbort(reason)) await checkUnchanged(file);
    throw reason;
  });
  checkFacts(info, file.size);
  return info;
}

/** A look at a file. */
type Look = {
  readonly file: File;
  readonly signal: StopSignal | undefined;
  readonly onPhase: () => void;
  readonly sound: number | undefined;
};

async function probeAny(look: Look): Promise<MediaInfo> {
  const { file, signal, onPhase, sound } = look;
  const still = await probeStill(file);
  if (still) return still;
  await checkMp4Tables(file);
  const found = await find(look);
  signal?.throwIfAborted();
  const all =
    found && found.ask.length === 0
      ? found
      : await withFfprobe(file, onPhase, (ffprobe) => mergeReport(found, ffprobe, sound));
  if (sound === undefined) return asInfo(all);
  if (!all.audio) throw new DubError('input/no-audio');
  return asInfo({ ...all, audio: { ...all.audio, chosen: true } });
}

/** A file is read as it is where the browser reads all of it and nothing has to be changed. */
function asInfo({ container, duration, video, audio, unreadable }: Found): MediaInfo {
  const readable = [video, audio].every((track) => !track || track.reader === 'browser');
  const direct = readable && !video?.changes && !audio?.chosen;
  return {
    ...{ container, duration, video, audio },
    reader: direct ? 'webcodecs' : 'ffmpeg',
    ...(unreadable.length > 0 && { unreadable }),
  };
}

/** What mediabunny finds; null where it cannot read the container. Throws `input/*`. */
async function find(look: Look): Promise<Found | null> {
  const { file, signal } = look;
  const input = openInput(file);
  try {
    return await findTracks(input, look);
  } catch (reason) {
    signal?.throwIfAborted();
    if (reason instanceof DubError) throw reason;
    // A container that mediabunny knows and cannot follow may still be read by ffmpeg.
    if (!(reason instanceof UnsupportedInputFormatError))
      console.warn('mediabunny cannot read this file', reason);
    return null;
  } finally {
    input.dispose();
  }
}

async function findTracks(input: Input, look: Look): Promise<Found | null> {
  const { file, onPhase, sound } = look;
  // A file that was cut off before its table of contents shows no track at all: ffmpeg says what is wrong with it.
  if ((await input.getTracks()).length === 0) return null;
  const videoTrack = await input.getPrimaryVideoTrack();
  const audioTrack = await soundTrackOf(input, onPhase, sound);
  const passesOver = await mayPassOver(input, file);
  const readers: Record<TrackKind, Reader | null> = {
    video: await readerOf(videoTrack, FFMPEG_DECODES, passesOver),
    audio:
      sound === undefined && (await hasUnheard(input, audioTrack, onPhase))
        ? 'ask'
        : await readerOf(audioTrack, FFMPEG_HEARS, passesOver),
  };
  const video = videoTrack && readers.video && (await findVideo(look, videoTrack, readers.video));
  // Only ffmpeg joins the clocks of recordings that were joined.
  if (video && video.goesBack && (await input.getFormat()) === MPEG_TS) return null;
  const audio = audioTrack && readers.audio && (await findAudio(audioTrack, readers.audio));
  const parts = audio && !video ? await joinedParts(file) : [];
  const seconds = audio ? await lengthOf(audioTrack) : 0;
  const whole = parts.length > 1 ? await secondsOfAll(parts, onPhase) : seconds;
  return {
    container: (await input.getFormat()).name,
    duration: Math.max(video ? video.end : 0, whole),
    video: video ? video.info : null,
    audio: parts.length > 1 && audio ? { ...audio, reader: 'ffmpeg' } : audio,
    ask: KINDS.filter((kind) => readers[kind] === 'ask'),
    unreadable: [],
  };
}

/** Seconds of sounds that follow one another. Throws `input/*` where one of them cannot be heard. */
async function secondsOfAll(parts: readonly Blob[], onPhase: () => void): Promise<number> {
  let seconds = 0;
  for (const part of parts) {
    onPhase();
    const input = openInput(part);
    try {
      const track = await soundTrackOf(input);
      if (!track || !(await track.canDecode())) throw new DubError('input/unsupported');
      seconds += await lengthOf(track);
    } finally {
      input.dispose();
    }
  }
  return seconds;
}

/** True where the browser hears nothing, and there are tracks that it cannot read. */
async function hasUnheard(
  input: Input,
  track: InputAudioTrack | null,
  onPhase: () => void,
): Promise<boolean> {
  const all = await input.getAudioTracks();
  if (!track || all.length < 2) return false;
  const readable = await Promise.all(all.map(isReadable));
  return readable.includes(false) && !((await isReadable(track)) && (await isAudible(track, onPhase)));
}

const KINDS: readonly TrackKind[] = ['video', 'audio'];

type Reader = TrackReader | 'ask';

/** Who can decode a track; `ask` where only ffmpeg itself can say, null where there is none. */
async function readerOf(
  track: InputTrack | null,
  known: ReadonlySet<string>,
  passesOver: boolean,
): Promise<Reader | null> {
  if (!track) return passesOver ? 'ask' : null;
  if ((await isMp2(track)) || (await changesWithin(track))) return 'ffmpeg';
  if (await track.canDecode()) return 'browser';
  const codec = (await track.getCodec()) ?? String(await track.getInternalCodecId());
  return known.has(codec) ? 'ffmpeg' : 'ask';
}

/** Throws `input/no-frames`, `input/unreadable`. */
async function findVideo({ file, signal, onPhase }: Look, track: InputVideoTrack, reader: Reader) {
  const index = await indexFrames(track, signal);
  if (index.times.length === 0) throw new DubError('input/no-frames');
  await readLastPacket(track);
  const info = await describeVideo(track, index);
  onPhase();
  const hasFields = () => withFfprobe(file, onPhase, (ffprobe) => ffprobe.hasFields(index.end));
  const own = { file, track, index, reader: asReader(reader) };
  return {
    info: changed(info, await pictureFacts(own, hasFields, signal)),
    end: index.end,
    goesBack: index.goesBack,
  };
}

const asReader = (reader: Reader): TrackReader => (reader === 'browser' ? reader : 'ffmpeg');

/** What is known of a track, and what of its pictures. */
function changed(info: VideoInfo, { changes, size, reader }: PictureFacts): VideoInfo {
  const turned = info.rotation % 180 !== 0;
  return {
    ...{ ...info, codedWidth: size.width, codedHeight: size.height, reader },
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
    ...(changes.length > 0 && { changes }),
  };
}

/** Throws `input/unreadable`. */
async function findAudio(track: InputAudioTrack, reader: Reader) {
  await readLastPacket(track);
  const all = await track.input.getAudioTracks();
  const which = all.length > 1 && {
    ...{ tracks: all.length, track: all.indexOf(track) },
    trackNames: await Promise.all(all.map(async (each) => (await each.getName()) ?? '')),
  };
  return { ...(await describeAudio(track)), reader: asReader(reader), ...which };
}

/** Tables of contents survive a cut; the last packet's bytes do not. Throws `input/unreadable`. */
async function readLastPacket(track: InputTrack): Promise<void> {
  let packet;
  try {
    packet = await new EncodedPacketSink(track).getPacket(Infinity);
  } catch (cause) {
    throw new DubError('input/unreadable', { cause, detail: { reason: 'truncated' } });
  }
  if (!packet) throw new DubError('input/unreadable', { detail: { reason: 'truncated' } });
}
