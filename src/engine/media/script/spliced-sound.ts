import {
  AdtsOutputFormat,
  type AudioSampleSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  NullTarget,
  Output,
  type EncodedPacket,
  type InputAudioTrack,
} from 'mediabunny';
import { aacSource, sampleOf, type Feeder } from '../audio/sound-feeders';
import { runsOf } from '../audio/sound-packets';
import { isUncut } from '../container/track-clock';
import type { Planes } from '../../sound/planes';
import type { SoundShape } from '../audio/sound';
import type { TimeRange } from '../../core/time-range';

/** Samples of a packet of AAC. */
const PACKET = 1024;
/** Packets that are encoded before and behind a stretch, so that each has its neighbours' samples. */
const BEFORE = 2;
const BEHIND = 2;
/** Packets by which what is encoded comes later: see `ENCODER_DELAY`. */
const DELAY = 1;

/** Seconds around a stretch in which no packet may be missing. */
const AROUND = 0.2;

/** Where a track's packets give way to others: `ranges` and `start` as of `Splice`. */
export type Splices = Pick<Splice, 'ranges' | 'start'>;

/**
 * True of a track whose packets can stand beside ours: AAC-LC of 1024 samples, mono or stereo, all of which is played, and
 * none of it missing near the stretches that change. A decoder of it remembers nothing but the packet before.
 */
export async function canSplice(track: InputAudioTrack, { ranges, start }: Splices): Promise<boolean> {
  const config = await track.getDecoderConfig();
  if ((await track.getCodec()) !== 'aac' || config?.codec !== 'mp4a.40.2') return false;
  if (!config.description || config.numberOfChannels > 2) return false;
  if (!isPlain(bytesOf(config.description))) return false;
  const [first] = await firstPackets(track, 1);
  const whole = first && Math.abs(first.duration * config.sampleRate - PACKET) < 1;
  if (whole !== true || !(await isUncut(track))) return false;
  for (const { from, to } of ranges)
    if (!(await isUnbroken(track, { from: start + from - AROUND, to: start + to + AROUND }))) return false;
  return true;
}

/** True where the packets of a stretch follow one another; holes elsewhere are copied as they are. */
async function isUnbroken(track: InputAudioTrack, { from, to }: TimeRange): Promise<boolean> {
  let runs = 0;
  for await (const _ of runsOf(track, from, to)) if (++runs > 1) return false;
  return true;
}

/** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC-LC, a rate of the table, 1 or 2 channels, 1024 samples, nothing more. */
function isPlain(description: Uint8Array): boolean {
  const [first = 0, second = 0] = description;
  const rate = ((first & 7) << 1) | (second >> 7);
  const channels = (second >> 3) & 15;
  return first >> 3 === 2 && rate < 12 && (channels === 1 || channels === 2) && (second & 7) === 0;
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}

async function firstPackets(track: InputAudioTrack, count: number): Promise<EncodedPacket[]> {
  const found: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    found.push(packet);
    if (found.length === count) break;
  }
  return found;
}

export type Splice = {
  readonly track: InputAudioTrack;
  readonly shape: SoundShape;
  /** What sounds otherwise than in the track, seconds since the file's first moment; ascending. */
  readonly ranges: readonly TimeRange[];
  /** The samples of a stretch; all that was asked for. */
  readonly soundOf: (range: TimeRange) => Promise<Planes>;
  /** What the packets' clock shows at the file's first moment, and how much later the result begins; seconds. */
  readonly start: number;
  readonly shift: number;
};

/** A track's packets as they are, but for those in `ranges`, which are encoded anew. */
export async function spliced({ track, shape, ranges, soundOf, start, shift }: Splice): Promise<Feeder> {
  const source = new EncodedAudioPacketSource('aac');
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  const lasts = PACKET / shape.rate;
  async function* steps() {
    let next = 0;
    let fresh: EncodedPacket[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = packet.timestamp - start;
      const range = ranges[next];
      if (fresh.length === 0 && range && timestamp + lasts > range.from) {
        const count = Math.max(1, Math.ceil((range.to - timestamp) / lasts - 1e-6));
        const from = timestamp - (BEFORE * PACKET) / shape.rate;
        const to = timestamp + (count + BEHIND) * lasts;
        next++;
        fresh = await encodePackets(await soundOf({ from, to }), shape, count);
      }
      const ours = fresh.shift();
      const data = (ours ?? packet).data;
      await source.add(packet.clone({ timestamp: timestamp - shift, data }), {
        decoderConfig: decoderConfig!,
      });
      yield timestamp - shift + packet.duration;
    }
    source.close();
  }
  return { source, steps: steps() };
}

/** The packets of a stretch that begins `BEFORE` packets into `sound`. */
async function encodePackets(sound: Planes, shape: SoundShape, count: number): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  const source: AudioSampleSource = await aacSource(shape, (packet) => void packets.push(packet));
  const output = new Output({ format: new AdtsOutputFormat(), target: new NullTarget() });
  output.addAudioTrack(source);
  await output.start();
  using sample = sampleOf(sound, shape.rate, 0);
  await source.add(sample);
  await output.finalize();
  return packets.slice(BEFORE + DELAY, BEFORE + DELAY + count);
}
