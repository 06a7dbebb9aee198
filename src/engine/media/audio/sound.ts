import { AudioSampleSink, EncodedPacketSink, OGG, type AudioSample, type InputAudioTrack } from 'mediabunny';
import { DubError } from '../../core/errors';
import { cleanSamples } from '../../sound/cleaning/clean-samples';
import type { StopSignal } from '../../core/progress';
import { MonoMixer } from '../../sound/mixing/mono-mix';
import { framesOf, slicePlanes, toChannels, type ChannelCount, type Planes } from '../../sound/planes';
import { Resampler } from '../../speech/spectrum/resample';
import type { TimeRange } from '../../core/time-range';
import { endOfPiece, type Piece } from '../../timeline/clock';
import { asHearError, openInput } from '../input/open-input';
import { soundTrackOf } from './sound-choice';
import { runsOf } from './sound-packets';
import { piecesOfTrack, startOf } from '../container/track-clock';

/** All of a sound. */
export const WHOLE: TimeRange = { from: 0, to: Infinity };

/** Decoders of AAC, MP3 and Opus give wrong sound at first: the packets of so many seconds are decoded before. */
const LEAD_IN = 0.1;

/** Samples a second, and how many channels. */
export type SoundShape = { readonly rate: number; readonly channels: ChannelCount };

/**
 * The sound track that counts (`soundTrackOf`) as mono at `rate` samples a second, in pieces of any size. The first sample is the file's first
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
    const track = await soundTrackOf(input);
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
 * that at the stretch's beginning, and the last one that before its end. Where nothing is played there is silence.
 * Throws `input/damaged-sound`.
 */
export async function* readPlanes(
  track: InputAudioTrack,
  { rate, channels }: SoundShape,
  range: TimeRange = WHOLE,
): AsyncGenerator<Planes> {
  let resamplers: Resampler[] = [];
  for await (const { planes, own } of placedSound(track, channels, range)) {
    if (own === rate) {
      yield planes;
      continue;
    }
    if (resamplers.length === 0)
      resamplers = Array.from({ length: channels }, () => new Resampler(own, rate));
    yield planes.map((plane, i) => resamplers[i]!.push(plane));
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

/** Sound at its own rate, which what the container says may differ from (AAC with SBR). */
type OwnSound = { readonly planes: Planes; readonly own: number };

async function* placedSound(
  track: InputAudioTrack,
  channels: ChannelCount,
  { from, to }: TimeRange,
): AsyncGenerator<OwnSound> {
  const start = await startOf(track.input);
  const mono = new MonoMixer();
  const toShape = (planes: Planes) => (channels === 1 ? [mono.mix(planes)] : toChannels(planes, channels));
  let own = 0;
  let at = 0;
  // Until something of a run is heard: what is decoded before its part begins is not.
  let isFirst = true;
  for (const part of partsOf(await piecesOfTrack(track), { from: from + start, to: to + start })) {
    for await (const { time, sample: decoded, begins } of decodedPart(track, part)) {
      using sample = decoded;
      own ||= sample.sampleRate;
      isFirst ||= begins;
      if (sample.sampleRate !== own)
        throw new DubError('input/unsupported', { detail: { reason: 'rate changes' } });
      const placeOf = (moment: number) => Math.round((moment - start - from) * own);
      const placed = place(toShape(planesOf(sample)), placeOf(time), { at, own, isFirst });
      const planes = slicePlanes(placed, 0, Math.min(framesOf(placed), placeOf(part.end) - at));
      if (framesOf(planes) === 0) continue;
      isFirst = false;
      at += framesOf(planes);
      yield { planes, own };
    }
  }
}

/** What is played of a track without a break: when, and which of its sound, by the packets' clock; seconds. */
type Part = TimeRange & { readonly at: number; readonly end: number };

/** The parts of a track that are played within a stretch, by the clock of the presentation. */
function* partsOf(pieces: readonly Piece[], { from, to }: TimeRange): Generator<Part> {
  for (const piece of pieces) {
    const [at, end] = [Math.max(piece.at, from), Math.min(endOfPiece(piece), to)];
    if (end <= at || piece.from === piece.to) continue;
    const first = piece.at === piece.from ? at : piece.from + at - piece.at;
    yield { at, end, from: first, to: Math.min(piece.to, first + end - at) };
  }
}

type Decoded = {
  readonly sample: AudioSample;
  /** When it is played, by the clock of the presentation. */
  readonly time: number;
  /** It is the first behind a hole, or of the part. */
  readonly begins: boolean;
};

/** What a part sounds like, from a little before it on. */
async function* decodedPart(track: InputAudioTrack, part: Part): AsyncGenerator<Decoded> {
  const opening = await track.getFirstTimestamp();
  for await (const run of runsOf(track, part.from - LEAD_IN, part.to)) {
    const first = run.from <= opening ? null : run.from;
    const early = await toldEarly(track, first);
    const end = Math.min(part.to, run.to + early);
    let begins = true;
    for await (const sample of decodedSound(track, first ?? undefined, end)) {
      yield { sample, begins, time: part.at + sample.timestamp + early - part.from };
      begins = false;
    }
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

/** Seconds by which a decoder may tell times differently within a run. */
const WAVERING = 0.01;

/** Sound that starts at sample `start`, made to follow on at `at`: a gap is filled, an overlap is cut. */
function place(
  planes: Planes,
  start: number,
  { at, own, isFirst }: { readonly at: number; readonly own: number; readonly isFirst: boolean },
): Planes {
  const gap = start - at;
  if (!isFirst && Math.abs(gap) < WAVERING * own) return planes;
  if (gap <= 0) return slicePlanes(planes, Math.min(framesOf(planes), -gap));
  return planes.map((plane) => {
    const padded = new Float32Array(gap + plane.length);
    padded.set(plane, gap);
    return padded;
  });
}

function planesOf(sample: AudioSample): Planes {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
    cleanSamples(plane);
    return plane;
  });
}
