import type { MediaInfo } from './media-info';
import type { TimeRange } from './time-range';

/** What is used of a job's two files, seconds of each file; all of it where a member is absent. */
export type Trim = { readonly video?: TimeRange; readonly speech?: TimeRange };

/** Times are set in steps of this, seconds: a row of a mouth curve. */
export const TRIM_STEP = 0.01;
/** The shortest part that can be used, seconds. */
export const SHORTEST_PART = 0.2;

/**
 * `wished` as it can be had of a file of `duration` seconds: in whole steps, within the file, and not too short.
 * Null where that is the whole file.
 */
export function fitRange(wished: TimeRange, duration: number): TimeRange | null {
  const least = Math.min(SHORTEST_PART, duration);
  const from = Math.min(Math.max(0, toStep(wished.from)), Math.max(0, duration - least));
  const to = Math.min(duration, Math.max(toStep(wished.to), toStep(from + least)));
  return from < TRIM_STEP && to > duration - TRIM_STEP ? null : { from, to };
}

/**
 * What is used of a video, seconds; undefined for all of it. What cannot be shown of one that was cut out of a stream is
 * not used either: its first picture would stand for as long.
 */
export function usedOfVideo(info: MediaInfo, wished: TimeRange | undefined): TimeRange | undefined {
  const { begins = 0, cutIn } = info.video ?? {};
  if (!cutIn) return wished;
  const { from, to } = wished ?? { from: 0, to: info.duration };
  const first = Math.max(begins, from);
  return { from: first, to: Math.max(to, first + SHORTEST_PART) };
}

/** The nearest time that can be set. */
const toStep = (time: number) => Math.round(time / TRIM_STEP) / Math.round(1 / TRIM_STEP);

/** Seconds that are used of a file of `duration` seconds. */
export const usedSeconds = (duration: number, range: TimeRange | undefined): number =>
  range ? Math.max(0, Math.min(range.to, duration) - range.from) : duration;

/** Parts begin and end at whole multiples of this, seconds, so that one serves for a range that is moved a little. */
const GRID = 10;
/** A file shorter than this (s) is analysed as a whole: the next job may use another part. */
const SHORT = 60;

/**
 * The part of a file of `duration` seconds that has to be analysed when only `used` of it is used: with at least
 * `around` seconds more on either side, and `least` seconds long, as far as the file goes. Null for all of it: where
 * all is used, the file is short, or less than half would be saved.
 */
export function neededPart(
  duration: number,
  used: TimeRange | undefined,
  { around, least = 0 }: { readonly around: number; readonly least?: number },
): TimeRange | null {
  if (!used || duration < SHORT) return null;
  const margin = Math.max(around, (least - (used.to - used.from)) / 2);
  const [first, last] = [used.from - margin, used.to + margin];
  // What one side lacks the other gives.
  const from = GRID * Math.floor(Math.max(0, first - Math.max(0, last - duration)) / GRID);
  const to = Math.min(duration, GRID * Math.ceil((last + Math.max(0, -first)) / GRID));
  return to - from > duration / 2 ? null : { from, to };
}
