import type { InputAudioTrack } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { TimeRange } from '../../core/time-range';
import type { OutsideSound } from '../../script/script';
import { framesOf, type Planes } from '../../sound/planes';
import { replaceSpeech } from '../../sound/replace-speech';
import { readPlanes, type SoundShape } from '../audio/sound';
import { lengthOf } from '../container/track-clock';

/** What of a video's sound is said anew, seconds of the video. */
export type SaidAnew = {
  /** What is replaced, and where the new speech lies in it. */
  readonly made: TimeRange;
  readonly said: TimeRange;
};

export type ScriptSound = {
  /** Ascending, and apart. */
  readonly cues: readonly SaidAnew[];
  /** Where in the video the laid out speech begins. */
  readonly at: number;
  readonly outside: OutsideSound;
};

/** Seconds around a cue from which its loudness and the room's tone are taken. */
const AROUND = 8;
/** So much beside a cue, seconds, its sound may differ from the video's own. */
export const BESIDE = 0.1;

/** The sounds that a script's is made of: `own` is the video's, null where it has none. */
export type ScriptSounds = {
  readonly own: InputAudioTrack | null;
  readonly speech: InputAudioTrack;
  readonly shape: SoundShape;
};

/** The sound of a stretch of the video around a cue, with the new speech in it; as many samples as there are in `range`. */
export async function soundOfCue(
  sounds: ScriptSounds,
  { at, outside }: Pick<ScriptSound, 'at' | 'outside'>,
  { made, said }: SaidAnew,
  range: TimeRange,
): Promise<Planes> {
  const { own, speech, shape } = sounds;
  const { rate } = shape;
  // Packets that a decoder is only begun with lie before time 0.
  const first = Math.round(Math.min(range.from, Math.max(0, made.from - AROUND)) * rate);
  const end = Math.round((Math.max(range.to, made.to) + AROUND) * rate);
  const length = own ? Math.round((await lengthOf(own)) * rate) : end;
  const needed = Math.round(range.to * rate);
  const count = Math.max(Math.min(end, length), needed) - first;
  const sound = await gather(own, shape, { from: first / rate, to: (first + count) / rate }, count);
  const voice = await gather(speech, shape, { from: said.from - at, to: said.to - at });
  const replaced = replaceSpeech({
    sound: scaled(sound, outside),
    made: { from: Math.round(made.from * rate) - first, to: Math.round(made.to * rate) - first },
    voice,
    ...{ at: Math.round(said.from * rate) - first, rate },
  });
  return replaced.map((plane) => plane.slice(Math.round(range.from * rate) - first, needed - first));
}

/** All of a script's sound as samples, a video's length of it. */
export async function* wholeScriptSound(
  sounds: ScriptSounds,
  script: ScriptSound,
  duration: number,
): AsyncGenerator<Planes> {
  const { own, shape } = sounds;
  const { rate, channels } = shape;
  const length = own ? await lengthOf(own) : duration;
  let at = 0;
  const outside = async function* (to: number): AsyncGenerator<Planes> {
    if (to <= at) return;
    if (own) {
      for await (const piece of readPlanes(own, shape, { from: at, to })) yield scaled(piece, script.outside);
    } else yield Array.from({ length: channels }, () => new Float32Array(Math.round((to - at) * rate)));
  };
  const toSample = (time: number) => Math.round(time * rate) / rate;
  for (const cue of script.cues) {
    const range = {
      from: toSample(Math.max(at, cue.made.from - BESIDE)),
      to: toSample(Math.min(Math.max(length, cue.made.to), cue.made.to + BESIDE)),
    };
    yield* outside(range.from);
    yield await soundOfCue(sounds, script, cue, range);
    at = range.to;
  }
  yield* outside(length);
}

/** Samples of a track in one piece; with a `count` so many, with silence behind the track's end. */
async function gather(
  track: InputAudioTrack | null,
  shape: SoundShape,
  range: TimeRange,
  count?: number,
): Promise<Planes> {
  const pieces: Planes[] = [];
  if (track) for await (const piece of readPlanes(track, shape, range)) pieces.push(piece);
  const total = count ?? pieces.reduce((sum, piece) => sum + framesOf(piece), 0);
  if (total < 0) throw new DubError('input/damaged-sound');
  return Array.from({ length: shape.channels }, (_, channel) => {
    const plane = new Float32Array(total);
    let at = 0;
    for (const piece of pieces) {
      const samples = piece[channel] as Float32Array;
      plane.set(samples.subarray(0, Math.max(0, total - at)), at);
      at = Math.min(total, at + samples.length);
    }
    return plane;
  });
}

function scaled(sound: Planes, outside: OutsideSound): Planes {
  if (outside === 'keep' || outside === 1) return sound;
  const level = outside === 'silence' ? 0 : outside;
  return sound.map((plane) => plane.map((value) => level * value));
}
