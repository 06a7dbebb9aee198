import { AudioSampleSink, type Input, type InputAudioTrack } from 'mediabunny';
import { isMp2 } from './mpeg-audio';

/** Sound that reaches this at no sample that is looked at is silence: −60 dB of full scale. */
export const AUDIBLE = 0.001;
/** A track is heard here and there: at least at so many places, and so often that no sentence is missed. */
const PLACES = 12;
const APART = 5;
const MOST_PLACES = 240;
/** Seconds that are heard at each place. */
const LISTEN = 0.5;

/** Times at which a track of so many seconds is heard. */
export function listenTimes(seconds: number): number[] {
  const count = Math.min(MOST_PLACES, Math.max(PLACES, Math.ceil(seconds / APART)));
  return Array.from({ length: count }, (_, place) => (seconds * place) / count);
}

const chosen = new WeakMap<Input, Promise<InputAudioTrack | null>>();

/**
 * The sound track of a file that counts: the one at position `wanted`, else the one that players take, unless that is silent,
 * as the computer's own sound in a screen recording is, and another is not. `onPhase` hears that the search gets on. An
 * input that was asked once stays with its answer.
 */
export function soundTrackOf(
  input: Input,
  onPhase: () => void = () => {},
  wanted?: number,
): Promise<InputAudioTrack | null> {
  const known = chosen.get(input) ?? (wanted === undefined ? choose(input, onPhase) : trackAt(input, wanted));
  chosen.set(input, known);
  return known;
}

const trackAt = async (input: Input, position: number) => (await input.getAudioTracks())[position] ?? null;

async function choose(input: Input, onPhase: () => void): Promise<InputAudioTrack | null> {
  const first = await input.getPrimaryAudioTrack();
  const all = await input.getAudioTracks();
  if (!first || all.length < 2) return first;
  const readable: InputAudioTrack[] = [];
  for (const track of [first, ...all.filter((other) => other !== first)]) {
    if (!(await isReadable(track))) continue;
    readable.push(track);
    if (await isAudible(track, onPhase)) return track;
  }
  return readable[0] ?? first;
}

export const isReadable = async (track: InputAudioTrack): Promise<boolean> =>
  !(await isMp2(track)) && (await track.canDecode());

/** True where something is heard of a track that the browser decodes. A damaged place counts as silent. */
export async function isAudible(track: InputAudioTrack, onPhase: () => void): Promise<boolean> {
  const first = await track.getFirstTimestamp();
  const sink = new AudioSampleSink(track);
  for (const time of listenTimes((await track.computeDuration()) - first)) {
    onPhase();
    try {
      for await (const decoded of sink.samples(first + time, first + time + LISTEN)) {
        using sample = decoded;
        const plane = new Float32Array(sample.numberOfFrames);
        for (let planeIndex = 0; planeIndex < sample.numberOfChannels; planeIndex++) {
          sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
          if (plane.some((value) => Math.abs(value) >= AUDIBLE)) return true;
        }
      }
    } catch {
      continue;
    }
  }
  return false;
}
