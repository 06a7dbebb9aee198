import { Mp4OutputFormat, type AudioSource, type Input, type InputAudioTrack } from 'mediabunny';
import { DubError } from '../../core/errors';
import { CLEAN_RATE, cleanSound, type OpenNoiseFilter } from '../../sound/cleaning/clean';
import { limitSound } from '../../sound/cleaning/limiter';
import { loopPosition, loopSound } from '../../sound/mixing/loop-sound';
import { mixSounds } from '../../sound/mixing/mix-sounds';
import { lasting, rising } from '../../sound/mixing/rest-sound';
import type { Planes } from '../../sound/planes';
import type { TimeRange } from '../../core/time-range';
import { asHearError, openInput } from '../input/open-input';
import { readPlanes, WHOLE, type SoundShape } from './sound';
import { isReadable, soundTrackOf } from './sound-choice';
import { hasNoHoles } from './sound-packets';
import { BESIDE, CueSounds, wholeScriptSound, type ScriptSound } from '../script/script-sound';
import { canSplice, spliced } from '../script/spliced-sound';
import { isUncut, lengthOf, startOf } from '../container/track-clock';
import {
  encodedRate,
  canCopy,
  copied,
  encoded,
  pump,
  type Feeder,
  type Pump,
  type SoundCodec,
} from './sound-feeders';

/** The sound of the finished video, fed to the muxer in step with the pictures. */
export type SoundTrack = Pump & {
  /** To be added to the output before it starts. */
  readonly source: AudioSource;
  close(): void;
};

/** What lies under the speech: the sound of a video, at a level of 0 to 1. */
export type Under = {
  readonly video: Blob;
  readonly level: number;
  /** Only this stretch of the video, seconds, over and over; silence where that begins before it. */
  readonly part: TimeRange;
  /** So many seconds of it have passed when the speech begins; 0 where that is not said. */
  readonly start?: number;
};

/** What is to be heard of a speech, what under it, and as what it is written. */
export type SoundWish = {
  readonly heard?: TimeRange;
  readonly under?: Under;
  readonly codec?: SoundCodec;
  /** Where the speech ends and where the result does, seconds: between them what lies under it is heard alone, as it is. */
  readonly rest?: TimeRange;
  /** Takes the noise out of the speech; without it the speech is heard as it was given. */
  readonly cleaner?: OpenNoiseFilter;
};

/** Seconds in which the end of the video's sound goes over into its beginning, where it starts again. */
const SEAM = 0.5;

/**
 * The speech as AAC or Opus: its own packets where it is that already and stands alone, else encoded (AAC at its own
 * rate): mono, stereo, or as AAC in 5.1, all else folded into stereo. Of the speech only what is `heard`, to the sample,
 * from time 0 on. With something `under` it the two are mixed at the speech's rate and kept from clipping by a limiter, which touches nothing below −1 dB; a sound that ends before the
 * speech starts again. A `cleaner` has the speech cleaned, at 48 kHz. Throws `input/no-audio`, `codec/no-encoder`.
 */
export async function openSoundTrack(
  speech: Blob,
  { heard = WHOLE, under, codec = 'aac', cleaner, rest }: SoundWish = {},
): Promise<SoundTrack> {
  const sound = await open(speech, async (track, keep) => {
    if (!(await track.canDecode())) return null;
    const own = under && (under.level > 0 || rest) ? await trackOf(keep(openInput(under.video))) : null;
    // Packets can only be cut at their borders, and each needs the one before it.
    const whole = heard.from <= 0 && heard.to >= (await lengthOf(track));
    if (!own && !cleaner && whole && (await canCopy(track, codec)) && (await isPlayedWhole(track)))
      return copied(track, codec, await startOf(track.input));
    const [count, most] = [await track.getNumberOfChannels(), (await own?.getNumberOfChannels()) ?? 1];
    const surround = count === 6 && codec === 'aac' && !cleaner;
    const shape = {
      rate: cleaner ? CLEAN_RATE : encodedRate(await track.getSampleRate(), codec),
      channels: surround ? 6 : stereoOrMono(Math.max(count, most)),
    } as const;
    const read = () => readPlanes(track, shape, heard);
    const voice = cleaner ? cleanSound(read, shape.channels, cleaner) : read();
    if (own && under) {
      const mixed = rest
        ? withRest(voice, readPlanes(own, shape, under.part), shape, under.level, rest)
        : mixSounds(voice, await looped(own, shape, under), under.level);
      return encoded(limitSound(mixed, shape.rate), shape, codec);
    }
    // Channels that are folded add up to more than full scale, and so may what was made louder.
    const loud = count > shape.channels || cleaner !== undefined;
    return encoded(loud ? limitSound(voice, shape.rate) : voice, shape, codec);
  });
  if (!sound) throw new DubError('input/no-audio');
  return sound;
}

/** A voice over a sound of which the rest is heard as it is. */
function withRest(
  voice: AsyncIterable<Planes>,
  below: AsyncIterable<Planes>,
  shape: SoundShape,
  level: number,
  { from, to }: TimeRange,
): AsyncIterable<Planes> {
  const { rate } = shape;
  const over = lasting(voice, Math.round(to * rate), shape);
  return mixSounds(over, rising(below, level, Math.round(from * rate), rate), 1);
}

/** Players fill holes differently, and what an edit list hides is not to be given away. */
const isPlayedWhole = async (track: InputAudioTrack) => (await isUncut(track)) && hasNoHoles(track);

const stereoOrMono = (channels: number): 1 | 2 => (channels > 1 ? 2 : 1);

/** The sound of a video; null where it has none that can be read. */
async function trackOf(input: Input): Promise<InputAudioTrack | null> {
  const track = await soundTrackOf(input);
  return track && (await track.canDecode()) ? track : null;
}

/** A sound, or a part of it, over and over, from `start` seconds after its first beginning on. */
async function looped(
  track: InputAudioTrack,
  shape: SoundShape,
  { part, start = 0 }: Pick<Under, 'part' | 'start'>,
): Promise<AsyncIterable<Planes>> {
  const { rate } = shape;
  const fade = Math.round(SEAM * rate);
  const seconds = async () => Math.min(part.to, await lengthOf(track)) - part.from;
  const length = start > 0 ? Math.round((await seconds()) * rate) : 0;
  const first = start > 0 ? loopPosition(Math.round(start * rate), length, fade) : 0;
  const open = (from: number) => readPlanes(track, shape, { from: part.from + from / rate, to: part.to });
  return loopSound(open, fade, first);
}

/**
 * A file's own sound for its conversion, from the file's first moment on: its packets as they are, with their holes, or
 * encoded anew where not all of them are played; null where mp4 could not hold it or no browser plays it. `wanted`: the
 * position of its track, where that is known.
 */
export async function openOwnSound(file: Blob, wanted?: number): Promise<SoundTrack | null> {
  const feed: Feed = async (track) => {
    const codec = await track.getCodec();
    const holds = codec && new Mp4OutputFormat().getSupportedAudioCodecs().includes(codec);
    if (!holds || !(await isReadable(track))) return null;
    if (await isUncut(track)) return copied(track, codec, await startOf(track.input));
    const shape = {
      rate: encodedRate(await track.getSampleRate(), 'aac'),
      channels: stereoOrMono(await track.getNumberOfChannels()),
    };
    return encoded(readPlanes(track, shape), shape, 'aac');
  };
  return open(file, feed, wanted);
}

/**
 * The sound of a video in which a script is said: its own packets but for the cues where they are AAC that can be joined
 * (`canSplice`), else all encoded anew. `speech`: as it was laid out. Throws `input/no-audio`, `codec/no-encoder`.
 */
export async function openScriptSound(
  video: Blob,
  speech: Blob,
  wish: ScriptSound & { readonly codec: SoundCodec; readonly duration: number; readonly shift: number },
): Promise<SoundTrack> {
  const { codec, duration, shift, cues, outside } = wish;
  const sound = await open(speech, async (laid, keep) => {
    const own = await trackOf(keep(openInput(video)));
    const like = own ?? laid;
    const [count, rate] = [await like.getNumberOfChannels(), await like.getSampleRate()];
    const shape = { rate: encodedRate(rate, codec), channels: stereoOrMono(count) } as const;
    const sounds = { own, speech: laid, shape };
    const whole = () => encoded(wholeScriptSound(sounds, wish, duration), shape, codec);
    // What is moved by other than whole packets cannot be taken over as packets.
    const isMoved = (wish.moves ?? []).length > 0;
    if (!own || codec !== 'aac' || outside !== 'keep' || isMoved) return whole();
    const ranges = cues.map(({ made }) => ({ from: made.from - BESIDE, to: made.to + BESIDE }));
    const start = await startOf(own.input);
    if (!(await canSplice(own, { ranges, start }))) return whole();
    const said = new CueSounds(sounds, wish);
    return spliced({
      track: own,
      shape,
      ranges,
      soundOf: (range) => said.read(range),
      start,
      shift,
    });
  });
  if (!sound) throw new DubError('input/no-audio');
  return sound;
}

type Feed = (track: InputAudioTrack, keep: <T extends Input>(input: T) => T) => Promise<Feeder | null>;

async function open(file: Blob, feed: Feed, wanted?: number): Promise<SoundTrack | null> {
  const inputs: Input[] = [];
  const keep = <T extends Input>(input: T): T => {
    inputs.push(input);
    return input;
  };
  const dispose = () => inputs.forEach((input) => input.dispose());
  try {
    const track = await soundTrackOf(keep(openInput(file)), undefined, wanted);
    const feeder = track && (await feed(track, keep));
    if (!feeder) {
      dispose();
      return null;
    }
    return {
      source: feeder.source,
      ...pump(feeder.steps),
      close() {
        void feeder.steps.return(undefined);
        dispose();
      },
    };
  } catch (reason) {
    dispose();
    throw asHearError(reason);
  }
}
