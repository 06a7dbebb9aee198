import { framesOf, joinPlanes, slicePlanes, type Planes } from '../planes';

/**
 * A sound over and over, for ever: its last `fade` samples go over into its first ones at equal power, so that the
 * seam does not click. `open` reads it from sample `from` on, in pieces that are then ours to write into; the first
 * round starts at `start`. A sound shorter than two fades has a seam of half its length; one without samples ends
 * the loop. Holds no more than one piece and one fade.
 */
export async function* loopSound(
  open: (from: number) => AsyncIterable<Planes>,
  fade: number,
  start = 0,
): AsyncGenerator<Planes> {
  let tail: Planes = [];
  for (let round = 0; ; round++) {
    let held: Planes = [];
    let frames = 0;
    for await (const piece of open(round === 0 ? start : 0)) {
      fadeOver(tail, piece, frames);
      frames += framesOf(piece);
      const all = held.length > 0 ? joinPlanes(held, piece) : piece;
      const ready = Math.max(0, framesOf(all) - fade);
      if (ready > 0) yield slicePlanes(all, 0, ready);
      held = slicePlanes(all, ready);
    }
    if (frames === 0 && (round > 0 || start === 0)) return;
    const seam = Math.min(framesOf(held), Math.floor(frames / 2));
    const before = framesOf(held) - seam;
    if (before > 0) yield slicePlanes(held, 0, before);
    tail = slicePlanes(held, before);
  }
}

/** Lays the end of the last round over the part of this one that starts at its sample `at`, in place. */
function fadeOver(tail: Planes, piece: Planes, at: number): void {
  const length = framesOf(tail);
  const count = Math.min(framesOf(piece), length - at);
  for (let i = 0; i < count; i++) {
    const angle = (0.5 * Math.PI * (at + i + 0.5)) / length;
    const [out, into] = [Math.cos(angle), Math.sin(angle)];
    piece.forEach((plane, channel) => {
      plane[i] = into * plane[i]! + out * (tail[channel] as Float32Array)[at + i]!;
    });
  }
}

/** Where in a looped sound of `length` samples its sample `at` is taken from; a seam takes `fade` samples. */
export function loopPosition(at: number, length: number, fade: number): number {
  if (at < length || length <= 0) return Math.min(at, Math.max(0, length));
  const seam = Math.min(fade, Math.floor(length / 2));
  return seam + ((at - length) % (length - seam));
}
