import { AudioSampleSink, type AudioSample, type InputAudioTrack } from 'mediabunny';
import { DubError } from '../dub/errors';
import type { StopSignal } from '../dub/progress';
import { Resampler } from '../dub/speech/resample';
import { asReadError, openInput } from './open-input';

/**
 * The first sound track as mono, mean of the channels, at `rate` samples a second, in pieces of any size. The
 * first sample is time 0 of the file: what the file starts late with is silence, what it hides before is cut.
 * Throws `input/no-audio`, `input/unreadable`, `codec/failed`.
 */
export async function* readMono(file: Blob, rate: number, signal: StopSignal): AsyncGenerator<Float32Array> {
  const input = openInput(file);
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) throw new DubError('input/no-audio');
    yield* resampled(track, rate, signal);
  } catch (reason) {
    throw asReadError(reason);
  } finally {
    input.dispose();
  }
}

async function* resampled(track: InputAudioTrack, rate: number, signal: StopSignal) {
  // What the container says may differ from what comes out (AAC with SBR), so the first sample decides.
  let resampler: Resampler | null = null;
  let from = 0;
  let at = 0;
  for await (const decoded of new AudioSampleSink(track).samples()) {
    using sample = decoded;
    signal.throwIfAborted();
    from ||= sample.sampleRate;
    resampler ??= new Resampler(from, rate);
    if (sample.sampleRate !== from)
      throw new DubError('input/unsupported', { detail: { reason: 'rate changes' } });
    const piece = place(mixDown(sample), Math.round(sample.timestamp * from), at);
    if (piece.length === 0) continue;
    at += piece.length;
    yield resampler.push(piece);
  }
  if (resampler) yield resampler.flush();
}

/** A mono piece that starts at sample `start`, made to follow on at `at`: a gap is filled, an overlap is cut. */
function place(piece: Float32Array, start: number, at: number): Float32Array {
  // Times in many containers are rounded to a millisecond or so: that is neither gap nor overlap.
  const gap = start - at;
  if (at > 0 && Math.abs(gap) < 512) return piece;
  if (gap <= 0) return piece.subarray(Math.min(piece.length, -gap));
  const padded = new Float32Array(gap + piece.length);
  padded.set(piece, gap);
  return padded;
}

/** Mean of the channels. */
export function mixDown(sample: AudioSample): Float32Array {
  const mono = new Float32Array(sample.numberOfFrames);
  const plane = new Float32Array(sample.numberOfFrames);
  for (let channel = 0; channel < sample.numberOfChannels; channel++) {
    sample.copyTo(plane, { planeIndex: channel, format: 'f32-planar' });
    for (let i = 0; i < mono.length; i++) mono[i]! += plane[i]! / sample.numberOfChannels;
  }
  return mono;
}
