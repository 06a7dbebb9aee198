import type { InputAudioTrack } from 'mediabunny';
import { DubError } from '../../core/errors';
import type { TimeRange } from '../../core/time-range';
import { lengthened, movedBy, samplesOf, type Move } from '../../script/moves';
import type { OutsideSound } from '../../script/script';
import { framesOf, joinPlanes, type Planes } from '../../sound/planes';
import { freshSound, putIn, type FreshSound } from '../../sound/mixing/replace-speech';
import { readPlanes, type SoundShape } from '../audio/sound';
import { lengthOf } from '../container/track-clock';

/** What of a video's sound is said anew, seconds of the result. */
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
  /** Where the result goes on otherwise than the video; absent where it does not. */
  readonly moves?: readonly Move[];
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

/** Cues whose new sound is held on to: whoever reads on asks for the same ones again. */
const HELD = 3;

/** A cue's new sound, and the samples of the video that it was made for. */
type Fresh = { readonly sound: FreshSound; readonly first: number; readonly length: number };

/** Gives the sound of stretches of a video in which a script is said. */
export class CueSounds {
  readonly #sounds: ScriptSounds;
  readonly #script: ScriptSound;
  readonly #fresh = new Map<number, Promise<Fresh>>();

  constructor(sounds: ScriptSounds, script: ScriptSound) {
    this.#sounds = sounds;
    this.#script = script;
  }

  /** As many samples as there are in `range`, seconds, with all that is said anew in it. */
  async read(range: TimeRange): Promise<Planes> {
    const { shape } = this.#sounds;
    const first = Math.round(range.from * shape.rate);
    const count = Math.round(range.to * shape.rate) - first;
    const from = Math.max(0, first);
    const there = await this.#ownSound({ from, to: first + count });
    // Packets that a decoder is only begun with lie before time 0.
    const sound = scaled(
      there.map((plane) => delayed(plane, from - first)),
      this.#script.outside,
    );
    for (const [index, { made }] of this.#script.cues.entries()) {
      if (made.to + BESIDE <= range.from || made.from - BESIDE >= range.to) continue;
      const fresh = await this.#freshOf(index);
      putIn(sound, fresh.sound, { first: first - fresh.first, length: fresh.length, rate: shape.rate });
    }
    return sound;
  }

  /** The video's own sound as it is moved, a stretch counted in samples of the result. */
  async #ownSound(range: TimeRange): Promise<Planes> {
    const { own, shape } = this.#sounds;
    const { rate } = shape;
    const pieces: Planes[] = [];
    for (const { from, to } of samplesOf(this.#script.moves ?? [], range, rate))
      pieces.push(await gather(own, shape, { from: from / rate, to: to / rate }, to - from));
    return pieces.reduce(joinPlanes);
  }

  #freshOf(index: number): Promise<Fresh> {
    const fresh = this.#fresh.get(index) ?? this.#make(this.#script.cues[index] as SaidAnew);
    this.#fresh.set(index, fresh);
    const [oldest] = this.#fresh.keys();
    if (this.#fresh.size > HELD && oldest !== undefined) this.#fresh.delete(oldest);
    return fresh;
  }

  /** From the same seconds around it whoever asks, so that it is the same on either side of a border. */
  async #make({ made, said }: SaidAnew): Promise<Fresh> {
    const { own, speech, shape } = this.#sounds;
    const { rate } = shape;
    const { at, outside, moves = [] } = this.#script;
    const first = Math.round(Math.max(0, made.from - AROUND) * rate);
    const end = Math.round((made.to + AROUND) * rate);
    const length = own ? Math.round(((await lengthOf(own)) + lengthened(moves)) * rate) : end;
    const count = Math.max(Math.min(end, length), Math.round(made.to * rate)) - first;
    const sound = await this.#ownSound({ from: first, to: first + count });
    const fresh = freshSound({
      sound: scaled(sound, outside),
      made: { from: Math.round(made.from * rate) - first, to: Math.round(made.to * rate) - first },
      voice: await gather(speech, shape, { from: said.from - at, to: said.to - at }),
      ...{ at: Math.round(said.from * rate) - first, rate },
    });
    return { sound: fresh, first, length: count };
  }
}

/** All of a script's sound as samples, a video's length of it. */
export async function* wholeScriptSound(
  sounds: ScriptSounds,
  script: ScriptSound,
  duration: number,
): AsyncGenerator<Planes> {
  const { own, shape } = sounds;
  const { rate, channels } = shape;
  const { moves = [] } = script;
  const length = own ? (await lengthOf(own)) + lengthened(moves) : duration;
  let at = 0;
  const outside = async function* (to: number): AsyncGenerator<Planes> {
    if (to <= at) return;
    if (own) {
      // What moves is said anew: it is moved alike from end to end.
      const by = movedBy(moves, (at + to) / 2);
      const range = { from: at - by, to: to - by };
      for await (const piece of readPlanes(own, shape, range)) yield scaled(piece, script.outside);
    } else yield Array.from({ length: channels }, () => new Float32Array(Math.round((to - at) * rate)));
  };
  const cues = new CueSounds(sounds, script);
  const toSample = (time: number) => Math.round(time * rate) / rate;
  for (const cue of script.cues) {
    const range = {
      from: toSample(Math.max(at, cue.made.from - BESIDE)),
      to: toSample(Math.min(Math.max(length, cue.made.to), cue.made.to + BESIDE)),
    };
    yield* outside(range.from);
    yield await cues.read(range);
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

/** Silence before a sound. */
function delayed(plane: Float32Array<ArrayBuffer>, by: number): Float32Array<ArrayBuffer> {
  if (by === 0) return plane;
  const later = new Float32Array(plane.length + by);
  later.set(plane, by);
  return later;
}

function scaled(sound: Planes, outside: OutsideSound): Planes {
  if (outside === 'keep' || outside === 1) return sound;
  const level = outside === 'silence' ? 0 : outside;
  return sound.map((plane) => plane.map((value) => level * value));
}
