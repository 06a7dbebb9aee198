import type { StopSignal } from '../dub/progress';
import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';

/** Every frame of a video that is ever shown, in order of presentation. */
export type FrameIndex = {
  /** Presentation times since the file's first moment, ascending; seconds. */
  readonly times: Float64Array;
  /** Indices of frames where decoding can start, ascending. */
  readonly keys: Int32Array;
  /** End of the last frame, seconds. */
  readonly end: number;
  /** Bytes of all the video packets. */
  readonly bytes: number;
  /** The file's first moment by its own clock, seconds: what packets and samples add to `times`. */
  readonly start: number;
};

/** What the index needs to know of one packet. */
export type PacketFacts = { readonly timestamp: number; readonly duration: number; readonly key: boolean };

/**
 * Sorts packets (in decode order) into presentation order. Packets that end at or before time 0 are dropped:
 * that is how an edit list hides the lead-in of a cut, they are decoded and never shown.
 */
export function orderPackets(packets: readonly PacketFacts[]): Omit<FrameIndex, 'bytes' | 'start'> {
  const shown = packets.filter(({ timestamp, duration }) => timestamp >= 0 || timestamp + duration > 1e-6);
  shown.sort((a, b) => a.timestamp - b.timestamp);
  const unique = shown.filter(({ timestamp }, at) => at === 0 || timestamp > shown[at - 1]!.timestamp);
  const keys: number[] = [];
  unique.forEach(({ key }, at) => {
    if (key) keys.push(at);
  });
  const last = unique.at(-1);
  return {
    times: Float64Array.from(unique, ({ timestamp }) => timestamp),
    keys: Int32Array.from(keys),
    end: last ? last.timestamp + last.duration : 0,
  };
}

/** Reads the index from the container; no picture is decoded. `start`: the file's first moment. */
export async function indexFrames(
  track: InputVideoTrack,
  start: number,
  signal?: StopSignal,
): Promise<FrameIndex> {
  const packets: PacketFacts[] = [];
  let bytes = 0;
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    signal?.throwIfAborted();
    const timestamp = packet.timestamp - start;
    packets.push({ timestamp, duration: packet.duration, key: packet.type === 'key' });
    bytes += packet.byteLength;
  }
  return { ...orderPackets(packets), bytes, start };
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
