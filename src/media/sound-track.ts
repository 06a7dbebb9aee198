import { registerAacEncoder } from '@mediabunny/aac-encoder';
import {
  AudioSampleSink,
  AudioSampleSource,
  canEncodeAudio,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Mp4OutputFormat,
  type AudioCodec,
  type AudioSource,
  type InputAudioTrack,
} from 'mediabunny';
import { DubError } from '../dub/errors';
import type { TimeRange } from '../dub/time-range';
import { asReadError, openInput } from './open-input';

/** The sound of the finished video, fed to the muxer in step with the pictures. */
export type SoundTrack = {
  /** To be added to the output before it starts. */
  readonly source: AudioSource;
  /**
   * Begins to feed everything that starts before `time` (seconds); resolves when what was asked for before is in,
   * so that sound is encoded while the next picture is made, and never falls back by more than one call.
   */
  feedUntil(time: number): Promise<void>;
  /** Feeds the rest; resolves when it is in. */
  finish(): Promise<void>;
  close(): void;
};

/** All of a sound. */
const WHOLE: TimeRange = { from: 0, to: Infinity };
const BIT_RATE = 192_000;
/** Samples by which the encoder of `@mediabunny/aac-encoder` (FFmpeg's) delays what it encodes. */
const ENCODER_DELAY = 1024;
/** Sample rates that AAC has (ISO/IEC 14496-3, table 1.18) from 8 kHz to 96 kHz. */
const AAC_RATES = new Set([
  8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000,
]);

/**
 * The speech as AAC: its own packets where it is AAC already, else encoded at its own rate and channels, 192 kb/s
 * or what AAC allows at that rate. Of the speech only what is `heard`, from time 0 on. Throws `input/no-audio`, `codec/no-encoder`.
 */
export async function openSoundTrack(speech: Blob, heard: TimeRange = WHOLE): Promise<SoundTrack> {
  const sound = await open(speech, async (track) => {
    if (!(await track.canDecode())) return null;
    return (await canCopy(track)) ? copied(track, 'aac', heard) : encoded(track, heard);
  });
  if (!sound) throw new DubError('input/no-audio');
  return sound;
}

/** A file's own sound, its packets as they are; null where there is none that mp4 could hold or a browser play. */
export async function openOwnSound(file: Blob): Promise<SoundTrack | null> {
  return open(file, async (track) => {
    const codec = await track.getCodec();
    const holds = codec && new Mp4OutputFormat().getSupportedAudioCodecs().includes(codec);
    // Without its set-up (AAC in ADTS) it would have to be taken apart first.
    const ready = codec !== 'aac' || (await canCopy(track));
    return holds && ready && (await track.canDecode()) ? copied(track, codec, WHOLE) : null;
  });
}

async function open(
  file: Blob,
  feed: (track: InputAudioTrack) => Promise<Feeder | null>,
): Promise<SoundTrack | null> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryAudioTrack();
    const feeder = track && (await feed(track));
    if (!feeder) {
      input.dispose();
      return null;
    }
    return {
      source: feeder.source,
      ...pump(feeder.steps),
      close() {
        void feeder.steps.return(undefined);
        input.dispose();
      },
    };
  } catch (reason) {
    input.dispose();
    throw asReadError(reason);
  }
}

/** Adds one packet or sample for each step; what a step yields is the time at which the next one starts. */
type Feeder = { readonly source: AudioSource; readonly steps: AsyncGenerator<number, void, undefined> };

let registered = false;

function registerOurEncoder(): void {
  if (!registered) registerAacEncoder();
  registered = true;
}

/** Runs the steps up to a time; the ones after it wait for the next call. */
function pump(steps: Feeder['steps']): Pick<SoundTrack, 'feedUntil' | 'finish'> {
  let next = -Infinity;
  const run = async (time: number) => {
    while (next < time) {
      const step = await steps.next();
      next = step.done ? Infinity : step.value;
    }
  };
  let running = Promise.resolve();
  const feedUntil = (time: number) => {
    const before = running;
    running = before.then(() => run(time));
    // A failure is thrown by the next call, which waits for this one.
    running.catch(() => {});
    return before;
  };
  return {
    feedUntil,
    async finish() {
      await feedUntil(Infinity);
      await running;
    },
  };
}

/** Packets can be copied where they carry their set-up apart, as in mp4; in ADTS it is in every packet. */
async function canCopy(track: InputAudioTrack): Promise<boolean> {
  if ((await track.getCodec()) !== 'aac') return false;
  const config = await track.getDecoderConfig();
  return config?.description !== undefined;
}

async function copied(track: InputAudioTrack, codec: AudioCodec, { from, to }: TimeRange): Promise<Feeder> {
  const source = new EncodedAudioPacketSource(codec);
  const decoderConfig = await track.getDecoderConfig();
  async function* steps() {
    const sink = new EncodedPacketSink(track);
    const first = from > 0 ? await sink.getPacket(from) : null;
    for await (const packet of sink.packets(first ?? undefined)) {
      if (packet.timestamp >= to) break;
      const timestamp = packet.timestamp - from;
      await source.add(packet.clone({ timestamp }), decoderConfig ? { decoderConfig } : undefined);
      yield timestamp + packet.duration;
    }
    source.close();
  }
  return { source, steps: steps() };
}

async function encoded(track: InputAudioTrack, { from, to }: TimeRange): Promise<Feeder> {
  const channels = Math.min(await track.getNumberOfChannels(), 2);
  const own = await track.getSampleRate();
  const rate = AAC_RATES.has(own) ? own : 48_000;
  // At most 6144 bits for each channel of a block of 1024 samples (ISO/IEC 14496-3, 4.5.1.1); a sixth is left free.
  const bitrate = Math.min(BIT_RATE, 5 * rate * channels);
  const shape = { numberOfChannels: channels, sampleRate: rate, bitrate };
  // Ours even where the browser has its own: browsers do not say by how much theirs delays the sound.
  registerOurEncoder();
  if (!(await canEncodeAudio('aac', shape)))
    throw new DubError('codec/no-encoder', { detail: { codec: 'aac' } });
  const delay = ENCODER_DELAY / rate;
  const source = new AudioSampleSource({
    codec: 'aac',
    bitrate,
    transform: {
      sampleRate: rate,
      numberOfChannels: channels,
      process(sample) {
        // Starts before 0, which the muxer writes as an edit list: players skip the encoder's lead-in.
        sample.setTimestamp(sample.timestamp - delay);
        return sample;
      },
    },
  });
  async function* steps() {
    for await (const decoded of new AudioSampleSink(track).samples(from > 0 ? from : undefined, to)) {
      using sample = decoded;
      sample.setTimestamp(sample.timestamp - from);
      await source.add(sample);
      yield sample.timestamp + sample.duration;
    }
    source.close();
  }
  return { source, steps: steps() };
}
