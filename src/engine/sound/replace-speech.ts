import { Limiter } from './limiter';
import { LoudnessMeter } from './loudness';
import { framesOf, joinPlanes, slicePlanes, toChannels, type Planes } from './planes';
import { powerOf, roomTone } from './room-tone';

/** A sound goes over into another at equal power for so long, seconds … */
const FADE = 0.015;
/** … at the quietest moment so near to where it is asked for. */
const NEAR = 0.08;
const LOOK = 0.01;
/** More is neither added nor taken away, dB. */
const MOST_GAIN_DB = 30;

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

/**
 * A sound in which a stretch is replaced by new speech: as loud as what is said around it (BS.1770), over the room's own
 * tone. The stretch begins and ends at the quietest moments near its borders; outside of them, but for `FADE`, no sample
 * changes.
 */
export function replaceSpeech({ sound, made, voice, at, rate }: Replacement): Planes {
  const [from, to] = [quietMoment(sound, made.from, rate), quietMoment(sound, made.to, rate)];
  const fade = Math.round(FADE * rate);
  const [begin, end] = [Math.max(0, from - fade), Math.min(framesOf(sound), to + fade)];
  const fresh = roomTone(sound, rate, end - begin);
  const gain = gainFor(sound, voice, rate);
  addVoice(fresh, voice, { at: at - begin, gain, fade });
  const limited = limit(fresh, rate);
  return sound.map((plane, channel) => {
    const mixed = plane.slice();
    const other = limited[channel] as Float32Array;
    for (let i = begin; i < end; i++) {
      // A border at the very end of the sound needs no way back.
      const share = Math.min(ramp(i, from, fade, from <= 0), ramp(2 * to - i, to, fade, to >= plane.length));
      mixed[i] =
        Math.cos((Math.PI / 2) * share) * plane[i]! + Math.sin((Math.PI / 2) * share) * other[i - begin]!;
    }
    return mixed;
  });
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
  if (!Number.isFinite(there) || !Number.isFinite(new_)) return 1;
  return 10 ** (Math.min(MOST_GAIN_DB, Math.max(-MOST_GAIN_DB, there - new_)) / 20);
}

function loudnessOf(sound: Planes, rate: number): number {
  const meter = new LoudnessMeter(rate);
  meter.push(sound.length > 2 ? toChannels(sound, 2) : sound);
  return meter.integrated;
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
