import type { TimeRange } from '../../../engine/core/time-range';
import { SHORTEST_PART } from '../../../engine/core/trim';

/** An end of a part: its start or its end. */
export type End = 'from' | 'to';

/** The part with one end moved to `time`, but not past the other, nor out of the file, which lasts `duration`. */
export function dragEnd({ from, to }: TimeRange, end: End, time: number, duration: number): TimeRange {
  return end === 'from'
    ? { from: Math.max(0, Math.min(time, to - SHORTEST_PART)), to }
    : { from, to: Math.min(duration, Math.max(time, from + SHORTEST_PART)) };
}

/** The part with one end put to `time`; where that is past the other, the other goes as far as the file does. */
export function putEnd(part: TimeRange, end: End, time: number, duration: number): TimeRange {
  if (end === 'from') return { from: time, to: time < part.to - SHORTEST_PART ? part.to : duration };
  return { from: time > part.from + SHORTEST_PART ? part.from : 0, to: time };
}
