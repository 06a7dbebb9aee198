import type { TimeRange } from '../core/time-range';
import { longerBy, type Placed } from './place-cues';

/** From `at` on, seconds of the result, everything comes `by` seconds later than in the video; negative: earlier. */
export type Move = { readonly at: number; readonly by: number };

/**
 * Where a result goes on otherwise than its video: within each cue whose picture gives, far from its borders, since what
 * is heard there is made anew. None where nothing moves; ascending.
 */
export function movesOf(placed: readonly Placed[]): Move[] {
  let by = 0;
  return placed.flatMap(({ made, filmed }) => {
    const longer = longerBy({ made, filmed });
    if (Math.abs(longer) < 1e-6) return [];
    by += longer;
    // What is heard again behind a move must have been there.
    return [{ at: Math.max((made.from + made.to) / 2, Math.min(by, made.to)), by }];
  });
}

/** By how much the whole result is longer than the video, seconds. */
export const lengthened = (moves: readonly Move[]): number => moves.at(-1)?.by ?? 0;

/** How much later than in the video something comes that is at `time` in the result. */
export const movedBy = (moves: readonly Move[], time: number): number =>
  moves.findLast(({ at }) => at <= time)?.by ?? 0;

/** The stretches of a video, counted in samples, that `from` … `to` of the result are taken from, in order. */
export function samplesOf(moves: readonly Move[], { from, to }: TimeRange, rate: number): TimeRange[] {
  const borders = moves.map(({ at }) => Math.round(at * rate)).filter((at) => at > from && at < to);
  return [from, ...borders].map((begin, i) => {
    const shift = Math.round(movedBy(moves, (begin + 0.5) / rate) * rate);
    return { from: begin - shift, to: (borders[i] ?? to) - shift };
  });
}
