import { EncodedPacketSink, MATROSKA, MPEG_TS, WEBM, type InputVideoTrack } from 'mediabunny';
import type { PictureChange, TrackReader } from '../../core/media-info';
import type { StopSignal } from '../../core/progress';
import { formatsOf, type PictureFormat } from '../smart-copy/avc/picture-format';
import { decodedSamples } from '../decode/decoded-samples';
import type { FrameIndex } from '../container/frame-index';
import { descriptionOf } from '../output/packet-log-format';
import { hevcSizesOf } from './hevc-size';
import { mostSampleEntries } from '../container/sample-entries';

type Size = { readonly width: number; readonly height: number };

/** What stands between the pictures of a track and those that are worked with. */
export type PictureFacts = {
  readonly changes: readonly PictureChange[];
  /** The largest size that was met; the track's own where its pictures do not change. */
  readonly size: Size;
  /** Who has to decode them. */
  readonly reader: TrackReader;
};

export type PictureTrack = {
  readonly file: Blob;
  readonly track: InputVideoTrack;
  readonly index: FrameIndex;
  readonly reader: TrackReader;
};

/** Places at which pictures are looked at. */
const LOOKS = 12;

/** Codecs whose pictures are never made of fields, or not so that our ffmpeg would know. */
const WITHOUT_FIELDS = new Set(['hevc', 'vp8', 'vp9', 'av1']);

/**
 * Looks for what changes in the pictures of a track, as `reader` decodes them. `hasFields` is asked where they may be coded
 * as fields.
 */
export async function pictureFacts(
  { file, track, index, reader }: PictureTrack,
  hasFields: () => Promise<boolean>,
  signal?: StopSignal,
): Promise<PictureFacts> {
  const own = { width: await track.getCodedWidth(), height: await track.getCodedHeight() };
  const codec = await track.getCodec();
  const avc = codec === 'avc';
  const formats = avc ? await toldBy(formatsOf, track, index, signal) : [];
  const told = codec === 'hevc' ? await toldBy(hevcSizesOf, track, index, signal) : formats;
  // What a container says of H.264 is not always to the pixel what the stream says.
  const decoded = told.length > 0 || reader === 'ffmpeg' ? [] : await decodedSizes(track, index, signal);
  const sizes = told.length > 0 ? told : [own, ...decoded];
  const resized =
    sizes.some((size) => !isSame(size, sizes[0]!)) || isReshaped(formats) || (await hasEntries(file));
  const mayHaveFields =
    formats.length > 0
      ? formats.some((format) => format.mayHaveFields)
      : reader === 'ffmpeg' && !WITHOUT_FIELDS.has(codec ?? '');
  const interlaced = mayHaveFields && (await hasFields());
  const found: Record<PictureChange, boolean> = {
    mirrored: await track.getFlip(),
    resized,
    alpha: await track.canBeTransparent(),
    interlaced,
  };
  return {
    changes: (Object.keys(found) as PictureChange[]).filter((change) => found[change]),
    // Of MPEG-TS mediabunny tells half the height where there are fields.
    size: resized || interlaced ? largest(sizes) : own,
    // Only ffmpeg makes whole pictures of fields, and heeds changes of the pixel shape.
    reader: interlaced || (resized && avc) ? 'ffmpeg' : reader,
  };
}

function largest(sizes: readonly Size[]): Size {
  const { width, height } = sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  return { width, height };
}

const isSame = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

const isReshaped = (formats: readonly PictureFormat[]): boolean =>
  formats.some(({ pixelAspect }) => Math.abs(pixelAspect - formats[0]!.pixelAspect) > 0.01);

const hasEntries = async (file: Blob): Promise<boolean> => (await mostSampleEntries(file)) > 1;

/** Some of the times at which decoding can start, spread over the track; seconds by the file's clock. */
function lookTimes({ pictures: { keys, stamps } }: FrameIndex): number[] {
  const every = Math.max(1, (keys.length - 1) / (LOOKS - 1));
  const chosen = new Set(Array.from({ length: LOOKS }, (_, look) => Math.round(look * every)));
  return [...chosen].flatMap((at) => (at < keys.length ? [stamps[keys[at]!]!] : []));
}

/** What packets here and there tell of their pictures. */
async function toldBy<T>(
  read: (packet: Uint8Array, record: Uint8Array | null) => T[],
  track: InputVideoTrack,
  index: FrameIndex,
  signal?: StopSignal,
): Promise<T[]> {
  const config = await track.getDecoderConfig();
  const described = config && descriptionOf(config);
  const record = described?.length ? described : null;
  const sink = new EncodedPacketSink(track);
  const told: T[] = [];
  for (const time of lookTimes(index)) {
    signal?.throwIfAborted();
    const packet = await sink.getKeyPacket(time);
    if (packet) told.push(...read(packet.data, record));
  }
  return told;
}

/** Sizes of pictures here and there, once decoded, in containers whose tracks are not set up for one size. */
async function decodedSizes(track: InputVideoTrack, index: FrameIndex, signal?: StopSignal): Promise<Size[]> {
  const format = await track.input.getFormat();
  if (format !== MATROSKA && format !== WEBM && format !== MPEG_TS) return [];
  const sizes: Size[] = [];
  for (const time of lookTimes(index)) {
    signal?.throwIfAborted();
    for await (const decoded of decodedSamples(track, time)) {
      using sample = decoded;
      sizes.push({ width: sample.codedWidth, height: sample.codedHeight });
      break;
    }
  }
  return sizes;
}
