import {
  EncodedPacketSink,
  EncodedAudioPacketSource,
  AudioSample,
  AudioSampleSource,
  canEncodeAudio,
  type EncodedPacket,
  type AudioCodec,
  type AudioSource,
  type InputAudioTrack,
} from 'mediabunny';
import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { DubError } from '../../core/errors';
import { framesOf, type Planes } from '../../sound/planes';
import type { SoundShape } from './sound';

/** Adds one packet or sample for each step; what a step yields is the time at which the next one starts. */
export type Feeder = {
  readonly source: AudioSource;
  readonly steps: AsyncGenerator<number, void, undefined>;
};

/** Bits a second for each two channels. */
const BIT_RATE = 192_000;
/** What the sound of a finished file is written as. */
export type SoundCodec = 'aac' | 'opus';

/**
 * Samples by which what is encoded comes later: AAC by the encoder of `@mediabunny/aac-encoder` (FFmpeg's). Opus tells
 * its own delay, and players take it off.
 */
const ENCODER_DELAY: Record<SoundCodec, number> = { aac: 1024, opus: 0 };
/** Sample rates that AAC has (ISO/IEC 14496-3, table 1.18) from 8 kHz to 96 kHz. */
const AAC_RATES = new Set([
  8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000,
]);

/** The sample rate to encode a sound in that has `own`; Opus is always played at 48 kHz. */
export const encodedRate = (own: number, codec: SoundCodec): number =>
  codec === 'aac' && AAC_RATES.has(own) ? own : 48_000;

let registered = false;

function registerOurEncoder(): void {
  if (!registered) registerAacEncoder();
  registered = true;
}

/** Packets can be copied with their set-up. In ADTS that is in every packet, from which the muxer takes it. */
export async function canCopy(track: InputAudioTrack, codec: SoundCodec): Promise<boolean> {
  if ((await track.getCodec()) !== codec) return false;
  return codec === 'aac' || (await track.getDecoderConfig())?.description !== undefined;
}

/** A track's packets as they are; `start`: what their clock shows at time 0, seconds. */
export async function copied(track: InputAudioTrack, codec: AudioCodec, start = 0): Promise<Feeder> {
  const source = new EncodedAudioPacketSource(codec);
  const decoderConfig = await track.getDecoderConfig();
  async function* steps() {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = packet.timestamp - start;
      await source.add(packet.clone({ timestamp }), decoderConfig ? { decoderConfig } : undefined);
      yield timestamp + packet.duration;
    }
    source.close();
  }
  return { source, steps: steps() };
}

/**
 * Samples encoded as AAC-LC with 192 kb/s for each two channels, or what AAC allows at that rate, or as Opus with as
 * much. Throws `codec/no-encoder`.
 */
export async function encoded(
  sound: AsyncIterable<Planes>,
  { rate, channels }: SoundShape,
  codec: SoundCodec,
): Promise<Feeder> {
  const source = await encodingSource({ rate, channels }, codec);
  async function* steps() {
    // Starts before 0, which the muxer writes as an edit list: players skip the encoder's lead-in.
    let at = -ENCODER_DELAY[codec];
    for await (const planes of sound) {
      if (framesOf(planes) === 0) continue;
      using sample = sampleOf(planes, rate, at / rate);
      await source.add(sample);
      at += framesOf(planes);
      yield at / rate;
    }
    source.close();
  }
  return { source, steps: steps() };
}

/** The encoder of `encoded` for AAC, whose packets are also handed out. Throws `codec/no-encoder`. */
export const aacSource = (shape: SoundShape, onPacket: (packet: EncodedPacket) => void) =>
  encodingSource(shape, 'aac', onPacket);

async function encodingSource(
  { rate, channels }: SoundShape,
  codec: SoundCodec,
  onEncodedPacket?: (packet: EncodedPacket) => void,
): Promise<AudioSampleSource> {
  // At most 6144 bits for each channel of a block of 1024 samples (ISO/IEC 14496-3, 4.5.1.1); a sixth is left free.
  const wanted = BIT_RATE * Math.max(1, channels / 2);
  const bitrate = codec === 'aac' ? Math.min(wanted, 5 * rate * channels) : wanted;
  // Ours even where the browser has its own: browsers do not say by how much theirs delays the sound.
  if (codec === 'aac') registerOurEncoder();
  if (!(await canEncodeAudio(codec, { numberOfChannels: channels, sampleRate: rate, bitrate })))
    throw new DubError('codec/no-encoder', { detail: { codec } });
  return new AudioSampleSource({ codec, bitrate, ...(onEncodedPacket && { onEncodedPacket }) });
}

export function sampleOf(planes: Planes, sampleRate: number, timestamp: number): AudioSample {
  const frames = framesOf(planes);
  const data = new Float32Array(frames * planes.length);
  planes.forEach((plane, channel) => data.set(plane, channel * frames));
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: planes.length,
    sampleRate,
    timestamp,
  });
}

/** Seconds that the sound may be ahead of the pictures: the muxer keeps so much until their packets come. */
const AHEAD = 1;

/** Feeds what steps give, in step with something else. */
export type Pump = {
  /**
   * Begins to feed everything that starts up to a second after `time` (seconds), and resolves when what starts before
   * `time` is in, or at least what was asked for before: sound is encoded while pictures are made, and pictures wait for
   * it only where it falls back.
   */
  feedUntil(time: number): Promise<void>;
  /** Feeds the rest; resolves when it is in. */
  finish(): Promise<void>;
};

/** Runs the steps up to a second after a time; the ones after it wait for the next call. */
export function pump(steps: Feeder['steps']): Pump {
  let next = -Infinity;
  const run = async (time: number) => {
    while (next < time) {
      const step = await steps.next();
      next = step.done ? Infinity : step.value;
    }
  };
  let running = Promise.resolve();
  const begin = (time: number) => {
    running = running.then(() => run(time));
    // A failure is thrown by a later call, which waits for what was not fed.
    running.catch(() => {});
  };
  return {
    async feedUntil(time) {
      const before = running;
      begin(time + AHEAD);
      if (next < time) await before;
    },
    async finish() {
      begin(Infinity);
      await running;
    },
  };
}
