import type { InputVideoTrack, VideoSample } from 'mediabunny';
import { DubError } from '../dub/errors';
import type { StopSignal } from '../dub/progress';
import type { VideoInfo } from '../dub/media-info';
import type { Picture } from '../dub/picture';
import { WHOLE, type TimeRange } from '../dub/time-range';
import { decodedSamples } from './decoded-samples';
import { describeVideo } from './describe';
import { indexFrames, nearestFrame, type FrameIndex } from './frame-index';
import { asReadError, openInput, startOf } from './open-input';
import { PacketSource } from './packet-source';
import { PictureReader } from './picture-reader';
import { hdrCoding, SDR_COLORS } from './sdr-pictures';

export type FootageOptions = {
  /** Bytes of decoded pictures kept while reading backwards; at least one picture is. */
  readonly cacheBytes?: number;
  /** Only the frames shown within this stretch, seconds, counted from its first one; without it, all of them. */
  readonly span?: TimeRange;
};

/** A video opened for reading, frame by frame. Frames are named by their position in order of presentation. */
export type Footage = {
  readonly info: VideoInfo;
  /** Presentation time of every frame since the file's first moment, seconds, ascending; lead-in that an edit list hides is left out. */
  readonly times: Float64Array;
  /** Frames where decoding can start, ascending. */
  readonly keys: Int32Array;
  /** As the file says it; members are missing where it says nothing. HDR comes as SDR. */
  readonly colorSpace: VideoColorSpaceInit;
  /** Shape of a pixel, width over height, before rotation. */
  readonly pixelAspect: number;
  /** The frames as they are coded. */
  readonly packets: PacketSource;
  /** Every frame in order, as decoded. Who receives a sample closes it. */
  samples(signal: StopSignal): AsyncGenerator<{ readonly index: number; readonly sample: VideoSample }>;
  /**
   * One picture for each index, in the order given. Ascending runs stream from the decoder; a repeated index is
   * not decoded again; descending runs are decoded a stretch at a time and kept within `cacheBytes`.
   * A picture's buffer may be written to, and is used again: be done with it before asking for the next.
   * A frame that the decoder lost is stood in for by its neighbour.
   * Throws `input/unreadable`, `codec/failed`.
   */
  pictures(
    indices: Iterable<number>,
    signal: StopSignal,
  ): AsyncGenerator<{ readonly index: number; readonly picture: Picture }>;
  close(): void;
};

const CACHE_BYTES = 192 * 1024 * 1024;

/** Opens the first video track. Throws `input/unreadable`, `input/no-video`, `input/no-frames`, `input/unsupported`. */
export async function openFootage(
  file: Blob,
  { cacheBytes = CACHE_BYTES, span = WHOLE }: FootageOptions = {},
): Promise<Footage> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new DubError('input/no-video');
    if (!(await track.canDecode())) throw new DubError('input/unsupported');
    const index = await indexFrames(track, await startOf(input));
    if (index.times.length === 0) throw new DubError('input/no-frames');
    const colorSpace = await track.getColorSpace();
    const hdr = hdrCoding(colorSpace);
    const { num, den } = await track.getPixelAspectRatio();
    const { first, times, keys } = within(index, span);
    return {
      pixelAspect: num / den,
      info: await describeVideo(track, index),
      times,
      keys,
      colorSpace: hdr ? SDR_COLORS : colorSpace,
      packets: new PacketSource(track, index, first, times.length),
      samples: (signal) => samples(track, times, index.start, signal),
      pictures: (indices, signal) =>
        pictures(new PictureReader(track, index, { cacheBytes, hdr }), first, indices, signal),
      close: () => input.dispose(),
    };
  } catch (reason) {
    input.dispose();
    throw asReadError(reason);
  }
}

/** The frames within a stretch, counted from `first`; the nearest one where there is none. */
function within({ times, keys }: FrameIndex, { from, to }: TimeRange): FramesWithin {
  const inside = times.findIndex((time) => time >= from && time < to);
  const first = inside < 0 ? nearestFrame(times, from) : inside;
  const after = times.findIndex((time, frame) => frame > first && time >= to);
  const end = after < 0 ? times.length : after;
  const ours = keys.filter((key) => key >= first && key < end).map((key) => key - first);
  return { first, times: times.slice(first, end), keys: ours };
}

type FramesWithin = Pick<FrameIndex, 'times' | 'keys'> & { readonly first: number };

async function* samples(track: InputVideoTrack, times: Float64Array, start: number, signal: StopSignal) {
  let at = -1;
  try {
    const [first, last] = [(times[0] ?? 0) + start, (times.at(-1) ?? 0) + start];
    for await (const sample of decodedSamples(track, first)) {
      const index = nearestFrame(times, sample.timestamp - start);
      const isOver = sample.timestamp > last + 1e-6;
      if (signal.aborted || isOver || index <= at) sample.close();
      signal.throwIfAborted();
      if (isOver) return;
      if (index <= at) continue;
      at = index;
      yield { index, sample };
    }
  } catch (reason) {
    throw asReadError(reason);
  }
}

/** Reads one picture ahead: the decoder and its copy work while the caller is busy with the picture before. */
async function* pictures(
  reader: PictureReader,
  first: number,
  indices: Iterable<number>,
  signal: StopSignal,
) {
  const order = indices[Symbol.iterator]();
  const readNext = () => {
    const step = order.next();
    if (step.done) return null;
    const index: number = step.value;
    const read = reader.read(first + index);
    // Met when it is waited for; a caller that stops before is not to be told.
    read.catch(() => {});
    return { index, read };
  };
  let ahead = readNext();
  try {
    while (ahead) {
      signal.throwIfAborted();
      const { index, read }: NonNullable<typeof ahead> = ahead;
      const picture = await read;
      ahead = readNext();
      yield { index, picture };
    }
  } catch (reason) {
    throw asReadError(reason);
  } finally {
    await ahead?.read.catch(() => {});
    await reader.close();
  }
}
