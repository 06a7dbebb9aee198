import { framesOf, type Planes } from '../planes';

/** Seconds in which a video's own sound comes up to its full level where the speech is over. */
const RISE = 0.15;

/** A sound at `level`, and at full level from sample `at` on. */
export async function* rising(
  sound: AsyncIterable<Planes>,
  level: number,
  at: number,
  rate: number,
): AsyncGenerator<Planes> {
  let done = 0;
  for await (const piece of sound) {
    const gain = (i: number) =>
      level + (1 - level) * Math.min(1, Math.max(0, (done + i - at) / (RISE * rate)));
    yield piece.map((plane) => plane.map((value, i) => gain(i) * value));
    done += framesOf(piece);
  }
}

/** A sound of `length` samples: the rest of it is silent, and what is longer is cut. */
export async function* lasting(
  sound: AsyncIterable<Planes>,
  length: number,
  { rate, channels }: { readonly rate: number; readonly channels: number },
): AsyncGenerator<Planes> {
  let left = length;
  for await (const piece of sound) {
    const cut = piece.map((plane) => plane.subarray(0, left));
    if (framesOf(cut) > 0) yield cut;
    left -= framesOf(cut);
    if (left <= 0) return;
  }
  while (left > 0) {
    const count = Math.min(left, rate);
    yield Array.from({ length: channels }, () => new Float32Array(count));
    left -= count;
  }
}
