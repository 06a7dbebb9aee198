import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import { shownFrames, type PacketFacts, type Piece, type ShownPictures } from '../../timeline/clock';
import type { StopSignal } from '../../core/progress';
import { checkFrames, checkRate } from '../input/limits';
import { piecesOfTrack, startOf } from './track-clock';

/** Every frame of a video that is ever shown, in order of presentation. */
export type FrameIndex = {
  /** Presentation times since the file's first moment, ascending; seconds. */
  readonly times: Float64Array;
  /** Which of `pictures` each frame shows: an edit list may show one twice, or a later one before. */
  readonly shows: Int32Array;
  readonly pictures: ShownPictures;
  /** The first packets cannot be decoded: they refer to pictures that are not in the file. */
  readonly isCutIn: boolean;
  /** The file's clock goes back in its middle: several recordings were joined. */
  readonly goesBack: boolean;
  /** End of the last frame, seconds. */
  readonly end: number;
  /** Bytes of the packets of all that is shown. */
  readonly bytes: number;
};

/** Reads the index from the container; no picture is decoded. Throws `input/edit-rate`, `input/too-long`. */
export async function indexFrames(track: InputVideoTrack, signal?: StopSignal): Promise<FrameIndex> {
  const packets: (PacketFacts & { readonly byteLength: number })[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    signal?.throwIfAborted();
    checkFrames(packets.length);
    const { timestamp, duration, type, byteLength } = packet;
    packets.push({ timestamp, duration, byteLength, key: type === 'key' });
  }
  const stamps = packets.map(({ timestamp }) => timestamp);
  const [first, last] = stamps.reduce(
    ([least, most], stamp) => [Math.min(least, stamp), Math.max(most, stamp)] as const,
    [Infinity, -Infinity] as readonly [number, number],
  );
  checkRate(packets.length, last - first);
  const start = await startOf(track.input);
  const pieces = await piecesOfTrack(track);
  checkFrames(packets.length * playedOver(packets, pieces));
  const { times, end, shows, pictures } = shownFrames(packets, pieces);
  const bytes = packets.reduce(
    (sum, { timestamp, byteLength }) => sum + (pictureAt(pictures, timestamp) < 0 ? 0 : byteLength),
    0,
  );
  const isCutIn = packets.findIndex(({ key }) => key) > 0;
  const goesBack = jumpsBack(packets);
  const since = times.map((time) => time - start);
  return { times: since, shows, pictures, isCutIn, goesBack, end: Math.max(0, end - start), bytes };
}

/** Pictures are stored before those that are shown before them, but no more than so many seconds. */
const REORDERED = 2;
/** Key pictures come after all that was stored before them; times are rounded to so many seconds. */
const ROUNDING = 0.002;

export function jumpsBack(packets: readonly PacketFacts[]): boolean {
  let last = -Infinity;
  return packets.some(({ timestamp, key }) => {
    const back = last - timestamp;
    last = Math.max(last, timestamp);
    return back > (key ? ROUNDING : REORDERED);
  });
}

/** How many times its own length an edit list makes of a track. */
function playedOver(packets: readonly PacketFacts[], pieces: readonly Piece[]): number {
  const times = packets.map(({ timestamp }) => timestamp);
  const span = times.reduce((most, time) => Math.max(most, time), 0) - (times[0] ?? 0);
  if (pieces.length < 2 || span <= 0) return 1;
  return pieces.reduce((sum, { from, to }) => sum + Math.min(span, to - from), 0) / span;
}

/** Position of the frame whose time is nearest to `time`; -1 where there are none. */
export function nearestFrame(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  if (high < 0) return -1;
  return low > 0 && time - times[low - 1]! < times[low]! - time ? low - 1 : low;
}

/** Seconds by which a decoder may tell a picture's time differently. */
const SAME = 5e-4;

/** The shown picture with this time by the packets' clock; -1 where none has it. */
export function pictureAt({ stamps }: ShownPictures, stamp: number): number {
  const nearest = nearestFrame(stamps, stamp);
  return nearest >= 0 && Math.abs(stamps[nearest]! - stamp) < SAME ? nearest : -1;
}
