/** A stretch of packets that follow one another without a hole; seconds by the packets' clock. */
export type Run = { readonly from: number; readonly to: number };

/** A packet of sound. `lasts`: seconds of sound in it; NaN where only the container can say. */
export type SoundPacket = { readonly timestamp: number; readonly duration: number; readonly lasts: number };

/**
 * Seconds by which a packet may be off the end of the one before it: times are rounded, and those of recorders waver.
 * What is off by more is a hole (a muted microphone, lost packets) or an overlap.
 */
const SLACK = 0.03;

/** No packet of Vorbis or FLAC at a usual rate is longer than this, seconds. */
const LONGEST = 0.2;

/** Where sound that is told to last long does so only since the container counts the hole behind it. */
const ownLength = ({ duration, lasts }: SoundPacket, before: number): number => {
  if (!Number.isNaN(lasts)) return lasts;
  return duration > Math.max(LONGEST, 2 * before) ? before : duration;
};

/** Cuts packets, in order, into runs. The last one's end is that of its last packet. */
export async function* soundRuns(packets: AsyncIterable<SoundPacket>): AsyncGenerator<Run> {
  let from = NaN;
  let end = NaN;
  let length = 0;
  for await (const packet of packets) {
    if (Number.isNaN(from)) from = end = packet.timestamp;
    if (Math.abs(packet.timestamp - end) > SLACK) {
      yield { from, to: end };
      from = end = packet.timestamp;
    }
    length = ownLength(packet, length);
    end += length;
  }
  if (!Number.isNaN(from)) yield { from, to: end };
}
