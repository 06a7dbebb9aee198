import {
  EncodedPacketSink,
  MPEG_TS,
  UnsupportedInputFormatError,
  type Input,
  type InputTrack,
} from 'mediabunny';
import { DubError, isAbort } from '../dub/errors';
import type { StopSignal } from '../dub/progress';
import type { MediaInfo } from '../dub/media-info';
import { describeAudio, describeVideo } from './describe';
import { askFfprobe } from './ffmpeg/ask';
import { sharedFfmpeg } from './ffmpeg/ffmpeg';
import { infoFromFfprobe } from './ffmpeg/ffprobe-json';
import { checkUnchanged } from './file-changed';
import { indexFrames } from './frame-index';
import { checkFacts } from './limits';
import { checkMp4Tables } from './mp4-tables';
import { isMp2 } from './mpeg-audio';
import { openInput } from './open-input';
import { probeStill } from './still';
import { changesWithin, lengthOf } from './track-clock';

/**
 * What our ffmpeg decodes beyond doubt, by mediabunny's codec names and by ISO sample entries. For anything else
 * it is asked, which costs loading it.
 */
const FFMPEG_DECODES = new Set(['avc', 'hevc', 'vp8', 'vp9', 'prores', 'mp4v']);
const FFMPEG_HEARS = new Set(['aac', 'mp3', 'opus', 'vorbis', 'flac', 'ac3', 'eac3', 'alaw', 'ulaw']);

/**
 * Finds out what a file is. `onPhase` hears that it gets on. Throws `input/empty`, `input/unreadable` (no media file, or
 * cut off), `input/unsupported`, `input/no-frames`, `input/picture-size`, and where what the file announces cannot be
 * so: `input/announced`, `input/too-fast`, `input/too-long`; `input/edit-rate`; `input/gone` where it was changed since
 * it was given.
 */
export async function probeFile(
  file: File,
  signal?: StopSignal,
  onPhase: () => void = () => {},
): Promise<MediaInfo> {
  if (file.size === 0) throw new DubError('input/empty');
  onPhase();
  const info = await probeAny(file, signal, onPhase).catch(async (reason: unknown) => {
    if (!isAbort(reason)) await checkUnchanged(file);
    throw reason;
  });
  checkFacts(info, file.size);
  return info;
}

async function probeAny(file: File, signal: StopSignal | undefined, onPhase: () => void): Promise<MediaInfo> {
  const still = await probeStill(file);
  if (still) return still;
  await checkMp4Tables(file);
  const input = openInput(file);
  try {
    const info = await probeInput(input, signal);
    if (info) return info;
  } catch (reason) {
    signal?.throwIfAborted();
    if (reason instanceof DubError) throw reason;
    // A container that mediabunny knows and cannot follow may still be read by ffmpeg.
    if (!(reason instanceof UnsupportedInputFormatError))
      console.warn('mediabunny cannot read this file', reason);
  } finally {
    input.dispose();
  }
  signal?.throwIfAborted();
  onPhase();
  return probeWithFfmpeg(file, onPhase);
}

/** Null where ffmpeg has to be asked. */
async function probeInput(input: Input, signal?: StopSignal): Promise<MediaInfo | null> {
  const videoTrack = await input.getPrimaryVideoTrack();
  const audioTrack = await input.getPrimaryAudioTrack();
  if (!videoTrack && !audioTrack) return null;
  // Of MPEG-TS it passes over streams that it does not know (MPEG-2 pictures, MP2 sound) as if there were none.
  if ((!videoTrack || !audioTrack) && (await input.getFormat()) === MPEG_TS) return null;
  const readers = [await readerOf(videoTrack, FFMPEG_DECODES), await readerOf(audioTrack, FFMPEG_HEARS)];
  if (readers.includes('ask')) return null;
  const index = videoTrack && (await indexFrames(videoTrack, signal));
  // Only ffmpeg joins the clocks of recordings that were joined.
  if (index?.goesBack && (await input.getFormat()) === MPEG_TS) return null;
  if (index?.times.length === 0) throw new DubError('input/no-frames');
  for (const track of [videoTrack, audioTrack]) if (track) await readLastPacket(track);
  return {
    container: (await input.getFormat()).name,
    duration: Math.max(index?.end ?? 0, audioTrack ? await lengthOf(audioTrack) : 0),
    video: videoTrack && index ? await describeVideo(videoTrack, index) : null,
    audio: audioTrack && (await describeAudio(audioTrack)),
    reader: readers.includes('ffmpeg') ? 'ffmpeg' : 'webcodecs',
  };
}

/** Who can decode a track; `ask` where only ffmpeg itself can say. */
async function readerOf(
  track: InputTrack | null,
  known: ReadonlySet<string>,
): Promise<'webcodecs' | 'ffmpeg' | 'ask'> {
  if (!track) return 'webcodecs';
  if ((await isMp2(track)) || (await changesWithin(track))) return 'ffmpeg';
  if (await track.canDecode()) return 'webcodecs';
  const codec = (await track.getCodec()) ?? String(await track.getInternalCodecId());
  return known.has(codec) ? 'ffmpeg' : 'ask';
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

async function probeWithFfmpeg(file: File, onPhase: () => void): Promise<MediaInfo> {
  const ffmpeg = await sharedFfmpeg();
  onPhase();
  const path = ffmpeg.mount(file);
  try {
    return infoFromFfprobe(askFfprobe(ffmpeg, path));
  } finally {
    ffmpeg.unmount();
  }
}
