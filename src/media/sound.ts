import { AudioSampleSink, EncodedPacketSink, OGG, type AudioSample, type InputAudioTrack } from 'mediabunny';
import { DubError } from '../dub/errors';
import type { StopSignal } from '../dub/progress';
import { framesOf, slicePlanes, toChannels, type ChannelCount, type Planes } from '../dub/sound/planes';
import { Resampler } from '../dub/speech/resample';
import type { TimeRange } from '../dub/time-range';
import { asHearError, endOf, openInput, startOf } from './open-input';

/** All of a sound. */
export const WHOLE: TimeRange = { from: 0, to: Infinity };

/** Decoders of AAC, MP3 and Opus give wrong sound at first: the packets of so many seconds are decoded before. */
const LEAD_IN = 0.1;

/** Samples a second, and how many channels. */
export type SoundShape = { readonly rate: number; readonly channels: ChannelCount };

/**
 * The first sound track as mono at `rate` samples a second, in pieces of any size. The first sample is the file's first
 * moment, or where `part` begins: where pictures come before the sound there is silence, what an edit list hides is cut.
 * Throws `input/no-audio`, `input/unreadable`, `input/damaged-sound`.
 */
export async function* readMono(
  file: Blob,
  rate: number,
  signal: StopSignal,
  part: TimeRange = WHOLE,
): AsyncGenerator<Float32Array> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) throw new DubError('input/no-audio');
    for await (const [mono] of readPlanes(track, { rate, channels: 1 }, part)) {
      signal.throwIfAborted();
      if (mono) yield mono;
    }
  } catch (reason) {
    throw asHearError(reason);
  } finally {
    input.dispose();
  }
}

/**
 * A stretch of a sound track in the wanted shape, in pieces of any size, which are the caller's. The first sample is
 * that at the stretch's beginning, and the last one that before its end. Throws `input/damaged-sound`.
 */
export async function* readPlanes(
  track: InputAudioTrack,
  { rate, channels }: SoundShape,
  { from, to: wanted }: TimeRange = WHOLE,
): AsyncGenerator<Planes> {
  const start = await startOf(track.input);
  const to = Math.min(wanted, (await endOf(track)) - start);
  const first = from > LEAD_IN ? from + start - LEAD_IN : null;
  const early = await toldEarly(track, first);
  // What the container says may differ from what comes out (AAC with SBR), so the first sample decides.
  let own = 0;
  let resamplers: Resampler[] = [];
  let at = 0;
  for await (const decoded of decodedSound(track, first ?? undefined, to + start)) {
    using sample = decoded;
    if (own === 0) {
      own = sample.sampleRate;
      if (own !== rate) resamplers = Array.from({ length: channels }, () => new Resampler(own, rate));
    }
    if (sample.sampleRate !== own)
      throw new DubError('input/unsupported', { detail: { reason: 'rate changes' } });
    const planes = toChannels(planesOf(sample), channels);
    const placed = place(planes, Math.round((sample.timestamp + early - start - from) * own), at);
    const piece = slicePlanes(placed, 0, Math.min(framesOf(placed), Math.round((to - from) * own) - at));
    if (framesOf(piece) === 0) continue;
    at += framesOf(piece);
    yield own === rate ? piece : piece.map((plane, i) => (resamplers[i] as Resampler).push(plane));
  }
  if (resamplers.length > 0) yield resamplers.map((resampler) => resampler.flush());
}

/** Throws `input/damaged-sound`. */
async function* decodedSound(track: InputAudioTrack, from: number | undefined, to: number) {
  try {
    yield* new AudioSampleSink(track).samples(from, to);
  } catch (reason) {
    throw asHearError(reason);
  }
}

/**
 * Seconds by which mediabunny tells the times of decoded sound too early where decoding begins at `at`, null for the
 * track's beginning. It counts on from the first packet's time. But decoders of Vorbis make nothing of the packet that
 * they are given first, and those of Opus leave out the lead-in that their set-up tells (RFC 7845, 4.2), wherever they
 * begin, which only clocks without that lead-in (Ogg's, and those with an edit list) have to make up for.
 */
async function toldEarly(track: InputAudioTrack, at: number | null): Promise<number> {
  const codec = await track.getCodec();
  if (codec === 'vorbis' && at !== null)
    return (await new EncodedPacketSink(track).getKeyPacket(at, { metadataOnly: true }))?.duration ?? 0;
  const setUp = (await track.getDecoderConfig())?.description;
  if (codec !== 'opus' || !setUp) return 0;
  const within =
    (await track.input.getFormat()) === OGG ? at === null : (await track.getFirstTimestamp()) >= 0;
  if (within) return 0;
  const bytes = ArrayBuffer.isView(setUp)
    ? new DataView(setUp.buffer, setUp.byteOffset, setUp.byteLength)
    : new DataView(setUp);
  return bytes.getUint16(10, true) / 48_000;
}

/** A piece that starts at sample `start`, made to follow on at `at`: a gap is filled, an overlap is cut. */
function place(piece: Planes, start: number, at: number): Planes {
  // Times in many containers are rounded to a millisecond or so: that is neither gap nor overlap.
  const gap = start - at;
  if (at > 0 && Math.abs(gap) < 512) return piece;
  if (gap <= 0) return slicePlanes(piece, Math.min(framesOf(piece), -gap));
  return piece.map((plane) => {
    const padded = new Float32Array(gap + plane.length);
    padded.set(plane, gap);
    return padded;
  });
}

function planesOf(sample: AudioSample): Planes {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
}
