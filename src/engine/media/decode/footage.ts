import type { InputVideoTrack, VideoSample } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { StopSignal } from '../../core/progress';
import type { VideoInfo } from '../../core/media-info';
import type { Picture } from '../../picture/picture';
import { WHOLE, type TimeRange } from '../../core/time-range';
import { decodedSamples } from './decoded-samples';
import { describeVideo } from '../input/describe';
import { indexFrames, nearestFrame, pictureAt, type FrameIndex } from '../container/frame-index';
import { asReadError, openInput } from '../input/open-input';
import { PacketSource } from './packet-source';
import { PictureReader } from './picture-reader';
import { hdrCoding, SDR_COLORS } from '../pictures/sdr-pictures';

export type FootageOptions = {
  /** Bytes of decoded pictures kept while reading backwards; at least one picture is. */
  readonly cacheBytes?: number;
  /** Only the frames shown within this stretch, seconds, counted from its first one; without it, all of them. */
  readonly span?: TimeRange;
  /** Size of the pictures that are read; without it, the track's. */
  readonly size?: { readonly width: number; readonly height: number };
};

/** A video opened for reading, frame by frame. Frames are named by their position in order of presentation. */
export type Footage = {
  readonly info: VideoInfo;
  /** Presentation time of every frame since the file's first moment, seconds, ascending; what an edit list hides is left out. */
  readonly times: Float64Array;
  /** Frames where decoding can start, ascending. */
  readonly keys: Int32Array;
  /** As the file says it; members are missing where it says nothing. HDR comes as SDR. */
  readonly colorSpace: VideoColorSpaceInit;
  /** Shape of a pixel, width over height, before rotation. */
  readonly pixelAspect: number;
  /** The frames as they are coded. */
  readonly packets: PacketSource;
  /** The frames as decoded, in the order of the file; one that an edit list shows again comes once. Who receives a sample closes it. */
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
  { cacheBytes = CACHE_BYTES, span = WHOLE, size }: FootageOptions = {},
): Promise<Footage> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new DubError('input/no-video');
    if (!(await track.canDecode())) throw new DubError('input/unsupported');
    const index = await indexFrames(track);
    if (index.times.length === 0) throw new DubError('input/no-frames');
    const colorSpace = await track.getColorSpace();
    const hdr = hdrCoding(colorSpace);
    const { num, den } = await track.getPixelAspectRatio();
    const { first, times, keys } = within(index, span);
    const shows = index.shows.subarray(first);
    const info = await describeVideo(track, index);
    const { width, height } = size ?? { width: info.codedWidth, height: info.codedHeight };
    const reading = { cacheBytes, hdr, shape: { width, height, pixelAspect: num / den } };
    return {
      pixelAspect: num / den,
      info,
      times,
      keys,
      colorSpace: hdr ? SDR_COLORS : colorSpace,
      packets: new PacketSource(track, index, first, times.length),
      samples: (signal) => samples(track, index.pictures, shows.subarray(0, times.length), signal),
      pictures: (indices, signal) =>
        pictures(new PictureReader(track, index.pictures, reading), shows, indices, signal),
      close: () => input.dispose(),
    };
  } catch (reason) {
    input.dispose();
    throw asReadError(reason);
  }
}

/** The frames within a stretch, counted from `first`; the nearest one where there is none. */
function within({ times, shows, pictures }: FrameIndex, { from, to }: TimeRange): FramesWithin {
  const inside = times.findIndex((time) => time >= from && time < to);
  const first = inside < 0 ? nearestFrame(times, from) : inside;
  const after = times.findIndex((time, frame) => frame > first && time >= to);
  const end = after < 0 ? times.length : after;
  const starts = new Set(pictures.keys);
  const keys = Int32Array.from({ length: end - first }, (_, frame) => frame).filter((frame) =>
    starts.has(shows[first + frame]!),
  );
  return { first, times: times.slice(first, end), keys };
}

type FramesWithin = Pick<Footage, 'times' | 'keys'> & { readonly first: number };

async function* samples(
  track: InputVideoTrack,
  pictures: FrameIndex['pictures'],
  shows: Int32Array,
  signal: StopSignal,
) {
  const first = shows.reduce((least, picture) => Math.min(least, picture), Infinity);
  const frameOf = new Map([...shows.entries()].reverse().map(([frame, picture]) => [picture, frame]));
  try {
    for await (const sample of decodedSamples(track, pictures.stamps[first] ?? 0)) {
      const index = frameOf.get(pictureAt(pictures, sample.timestamp)) ?? -1;
      if (signal.aborted || index < 0) sample.close();
      signal.throwIfAborted();
      if (index >= 0) yield { index, sample };
    }
  } catch (reason) {
    throw asReadError(reason);
  }
}

/** Reads one picture ahead: the decoder and its copy work while the caller is busy with the picture before. */
async function* pictures(
  reader: PictureReader,
  shows: Int32Array,
  indices: Iterable<number>,
  signal: StopSignal,
) {
  const order = indices[Symbol.iterator]();
  const readNext = () => {
    const step = order.next();
    if (step.done) return null;
    const index: number = step.value;
    const read = reader.read(shows[index] ?? -1);
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
