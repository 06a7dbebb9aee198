import { framesOf, slicePlanes, type Planes } from '../planes';

/** A look at the level lasts so long, seconds. */
const LOOK = 0.02;
/** Looks within this (as a factor of power) of the quietest ones belong to a pause … */
const NEAR = 2;
/** … which counts from so many looks in a row on, and of which the longest ones are used. */
const LEAST_LOOKS = 8;
const MOST_PAUSES = 8;
/** Pieces go over into one another for so long, seconds. */
const SEAM = 0.04;

/**
 * `count` samples of what a room sounds like while nobody speaks: the longest pauses of a sound, one after the other,
 * every other one backwards so that no rhythm is heard, over into each other at equal power. Silence where the sound has
 * no samples.
 */
export function roomTone(sound: Planes, rate: number, count: number): Planes {
  const tone = sound.map(() => new Float32Array(count));
  const pauses = pausesOf(sound, rate);
  if (pauses.length === 0) return tone;
  const seam = Math.round(SEAM * rate);
  for (let at = -seam, turn = 0; at < count; turn++) {
    const pause = pauses[turn % pauses.length] as Planes;
    const length = framesOf(pause);
    const fade = Math.min(seam, Math.floor(length / 2));
    addPiece(tone, pause, { at, fade, backwards: turn % 2 === 1 });
    at += length - fade;
  }
  return tone;
}

type Piece = { readonly at: number; readonly fade: number; readonly backwards: boolean };

function addPiece(tone: Planes, piece: Planes, { at, fade, backwards }: Piece): void {
  const length = framesOf(piece);
  tone.forEach((plane, channel) => {
    const source = piece[channel] as Float32Array;
    const end = Math.min(plane.length, at + length);
    for (let i = Math.max(0, at); i < end; i++) {
      const inside = i - at;
      const edge = Math.min(inside + 0.5, length - inside - 0.5) / fade;
      const gain = edge < 1 ? Math.sin((Math.PI / 2) * edge) : 1;
      plane[i]! += gain * source[backwards ? length - 1 - inside : inside]!;
    }
  });
}

/** The longest stretches in which a sound is as quiet as it gets. */
function pausesOf(sound: Planes, rate: number): Planes[] {
  const look = Math.round(LOOK * rate);
  const powers = Float64Array.from({ length: Math.floor(framesOf(sound) / look) }, (_, i) =>
    powerOf(slicePlanes(sound, i * look, (i + 1) * look)),
  );
  if (powers.length === 0) return [];
  const sorted = powers.slice().sort();
  const quiet = NEAR * (sorted[Math.floor(0.05 * sorted.length)] as number);
  const runs: [from: number, to: number][] = [];
  for (let i = 0; i < powers.length; i++) {
    if ((powers[i] as number) > quiet) continue;
    const last = runs.at(-1);
    if (last && last[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  runs.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
  const long = runs.filter(([from, to]) => to - from >= LEAST_LOOKS).slice(0, MOST_PAUSES);
  return (long.length > 0 ? long : runs.slice(0, 1)).map(([from, to]) =>
    slicePlanes(sound, from * look, to * look),
  );
}

/** Mean power of a sound, all channels alike. */
export function powerOf(sound: Planes): number {
  let sum = 0;
  for (const plane of sound) for (const value of plane) sum += value * value;
  return sum / Math.max(1, framesOf(sound) * sound.length);
}
