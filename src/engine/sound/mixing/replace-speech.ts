import { Limiter } from '../cleaning/limiter';
import { LoudnessMeter } from '../cleaning/loudness';
import { framesOf, joinPlanes, slicePlanes, toChannels, type Planes } from '../planes';
import { powerOf, roomTone } from './room-tone';

/** A sound goes over into another at equal power for so long, seconds … */
const FADE = 0.015;
/** … at the quietest moment so near to where it is asked for. */
const NEAR = 0.08;
const LOOK = 0.01;
/** More is neither added nor taken away, dB. */
const MOST_GAIN_DB = 30;
/** LUFS: in a room that is quieter nobody speaks, and its noise says nothing of how loud a voice is to be. */
const NOBODY = -40;

/** Samples of the sound that is worked on: `from` is inside, `to` is not. */
export type Samples = { readonly from: number; readonly to: number };

export type Replacement = {
  /** What is there, and some seconds around it. */
  readonly sound: Planes;
  /** What of it is replaced. */
  readonly made: Samples;
  /** The new speech, in as many channels, and where it begins. */
  readonly voice: Planes;
  readonly at: number;
  readonly rate: number;
};

/** What is heard instead of a stretch, with the samples on either side in which it comes and goes. */
export type FreshSound = {
  /** Where it begins in the sound, and where it stands alone. */
  readonly begin: number;
  readonly from: number;
  readonly to: number;
  readonly planes: Planes;
};

/**
 * The new speech for a stretch: as loud as what is said around it (BS.1770), over the room's own tone. The stretch begins
 * and ends at the quietest moments near its borders.
 */
export function freshSound({ sound, made, voice, at, rate }: Replacement): FreshSound {
  const [from, to] = [quietMoment(sound, made.from, rate), quietMoment(sound, made.to, rate)];
  const fade = Math.round(FADE * rate);
  const [begin, end] = [Math.max(0, from - fade), Math.min(framesOf(sound), to + fade)];
  const fresh = roomTone(sound, rate, end - begin);
  addVoice(fresh, voice, { at: at - begin, gain: gainFor(sound, voice, rate), fade });
  return { begin, from, to, planes: limit(fresh, rate) };
}

/**
 * Puts a fresh sound into what lies there, which it changes: no sample outside of its stretch but for `FADE`. `first`: the
 * sample of `fresh`'s sound with which `sound` begins; `length`: how many that has.
 */
export function putIn(
  sound: Planes,
  { begin, from, to, planes }: FreshSound,
  { first, length, rate }: { readonly first: number; readonly length: number; readonly rate: number },
): void {
  const fade = Math.round(FADE * rate);
  const end = begin + framesOf(planes);
  sound.forEach((plane, channel) => {
    const other = planes[channel] as Float32Array;
    for (let i = Math.max(begin, first); i < Math.min(end, first + plane.length); i++) {
      // A border at the very end of the sound needs no way back.
      const share = Math.min(ramp(i, from, fade, from <= 0), ramp(2 * to - i, to, fade, to >= length));
      plane[i - first] =
        Math.cos((Math.PI / 2) * share) * plane[i - first]! +
        Math.sin((Math.PI / 2) * share) * other[i - begin]!;
    }
  });
}

/** A sound in which a stretch is replaced by new speech. */
export function replaceSpeech(replacement: Replacement): Planes {
  const { sound, rate } = replacement;
  const mixed = sound.map((plane) => plane.slice());
  putIn(mixed, freshSound(replacement), { first: 0, length: framesOf(sound), rate });
  return mixed;
}

/** 0 before a border, 1 behind it, evenly between. */
const ramp = (i: number, border: number, fade: number, isEdge: boolean) =>
  isEdge ? 1 : Math.min(1, Math.max(0, (i - border + fade + 0.5) / (2 * fade)));

/** The middle of the quietest moment near a sample. */
function quietMoment(sound: Planes, near: number, rate: number): number {
  const [look, reach] = [Math.round(LOOK * rate), Math.round(NEAR * rate)];
  const length = framesOf(sound);
  if (near <= 0 || near >= length) return Math.min(length, Math.max(0, near));
  let [best, least] = [near, Infinity];
  for (let away = 0; away <= reach; away += look >> 1) {
    for (const middle of [near - away, near + away]) {
      const [from, to] = [middle - (look >> 1), middle + (look >> 1)];
      if (from < 0 || to > length) continue;
      // Of moments that are alike the nearest one.
      const power = powerOf(slicePlanes(sound, from, to));
      if (power < 0.9 * least) [best, least] = [middle, power];
    }
  }
  return best;
}

/** What makes a voice as loud as what is said in a sound; 1 where there is nothing to go by. */
function gainFor(sound: Planes, voice: Planes, rate: number): number {
  const [there, new_] = [loudnessOf(sound, rate), loudnessOf(voice, rate)];
  if (there < NOBODY || !Number.isFinite(new_)) return 1;
  return 10 ** (Math.min(MOST_GAIN_DB, Math.max(-MOST_GAIN_DB, there - new_)) / 20);
}

function loudnessOf(sound: Planes, rate: number): number {
  const meter = new LoudnessMeter(rate);
  meter.push(sound.length > 2 ? toChannels(sound, 2) : sound);
  return meter.spoken;
}

type Voice = { readonly at: number; readonly gain: number; readonly fade: number };

function addVoice(into: Planes, voice: Planes, { at, gain, fade }: Voice): void {
  const length = framesOf(voice);
  into.forEach((plane, channel) => {
    const source = voice[channel] as Float32Array;
    for (let i = Math.max(0, -at); i < length && i + at < plane.length; i++) {
      const edge = Math.min(i + 0.5, length - i - 0.5) / fade;
      plane[i + at]! += gain * (edge < 1 ? Math.sin((Math.PI / 2) * edge) : 1) * source[i]!;
    }
  });
}

function limit(sound: Planes, rate: number): Planes {
  const limiter = new Limiter(rate);
  return joinPlanes(limiter.push(sound), limiter.flush());
}
