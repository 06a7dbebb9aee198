import {
  ADTS,
  EncodedPacketSink,
  FLAC,
  MP3,
  WAVE,
  type EncodedPacket,
  type InputAudioTrack,
} from 'mediabunny';
import { soundRuns, type Run, type SoundPacket } from '../../timeline/sound-runs';

/** Files whose packets have no times of their own: nothing can be missing between them. */
const WITHOUT_TIMES = new Set<unknown>([ADTS, FLAC, MP3, WAVE]);

/** Samples that a packet may hold, by codec (ISO/IEC 14496-3, 11172-3 and 13818-3, ATSC A/52). */
const PACKET_SAMPLES: Record<string, readonly number[]> = {
  aac: [1024, 960, 2048, 1920, 512, 480],
  mp3: [1152, 576],
  ac3: [1536],
  eac3: [1536, 768, 512, 256],
};

/**
 * The stretches of a track between holes in its packets' times, from the packet that is played at `from` on, up to the
 * first one at or after `to`; seconds by the packets' clock.
 */
export async function* runsOf(track: InputAudioTrack, from: number, to: number): AsyncGenerator<Run> {
  if (WITHOUT_TIMES.has(await track.input.getFormat())) {
    yield { from: Math.max(from, await track.getFirstTimestamp()), to: Infinity };
    return;
  }
  yield* soundRuns(packetsOf(track, from, to));
}

/** True where all of a track's packets follow one another. */
export async function hasNoHoles(track: InputAudioTrack): Promise<boolean> {
  let runs = 0;
  for await (const _ of runsOf(track, -Infinity, Infinity)) if (++runs > 1) return false;
  return true;
}

async function* packetsOf(track: InputAudioTrack, from: number, to: number): AsyncGenerator<SoundPacket> {
  const sink = new EncodedPacketSink(track);
  const codec = await track.getCodec();
  const secondsOf =
    codec === 'opus' ? ({ data }: EncodedPacket) => opusSeconds(data) : await fixedLength(track);
  const options = { metadataOnly: codec !== 'opus' };
  const first = (await sink.getKeyPacket(from, options)) ?? undefined;
  for await (const packet of sink.packets(first, undefined, options)) {
    if (packet.timestamp >= to) return;
    const { timestamp, duration } = packet;
    yield { timestamp, duration, lasts: secondsOf(packet) };
  }
}

type SecondsOf = (packet: EncodedPacket) => number;

/** Packets from which the usual distance is taken. */
const TRIED = 32;

/** How long packets are by their codec; NaN for what has no fixed length. */
async function fixedLength(track: InputAudioTrack): Promise<SecondsOf> {
  const [codec, rate] = [(await track.getCodec()) ?? '', await track.getSampleRate()];
  const bytes = bytesOfSample(codec);
  if (bytes > 0) {
    const frame = bytes * (await track.getNumberOfChannels());
    return ({ byteLength }) => byteLength / frame / rate;
  }
  const usual = await usualDistance(track);
  const nearest = (PACKET_SAMPLES[codec] ?? [])
    .map((samples) => samples / rate)
    .reduce((best, one) => (Math.abs(one - usual) < Math.abs(best - usual) ? one : best), Infinity);
  const seconds = Math.abs(nearest - usual) < 0.1 * usual ? nearest : NaN;
  return () => seconds;
}

/** Bytes of one sample of PCM; 0 for other codecs. */
function bytesOfSample(codec: string): number {
  if (codec === 'ulaw' || codec === 'alaw') return 1;
  return codec.startsWith('pcm-') ? Number(/\d+/.exec(codec)?.[0] ?? 0) / 8 : 0;
}

/** The middle one of the distances between the first packets, seconds. */
async function usualDistance(track: InputAudioTrack): Promise<number> {
  const times: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    times.push(timestamp);
    if (times.length > TRIED) break;
  }
  const distances = Float64Array.from(times.slice(1), (time, i) => time - times[i]!).sort();
  return distances[distances.length >> 1] ?? NaN;
}

/** Milliseconds of a frame of Opus by its configuration number over 4 (RFC 6716, 3.1). */
const OPUS_FRAMES = (config: number): number => {
  if (config < 12) return [10, 20, 40, 60][config & 3]!;
  return config < 16 ? [10, 20][config & 1]! : [2.5, 5, 10, 20][config & 3]!;
};

/** Seconds of sound in a packet of Opus. */
export function opusSeconds([first = 0, second = 0]: Uint8Array): number {
  const frames = [1, 2, 2, second & 0x3f][first & 3]!;
  return (frames * OPUS_FRAMES(first >> 3)) / 1000;
}
