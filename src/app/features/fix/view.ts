import type { TimeRange } from '../../../engine/core/time-range';

/** The bar shows so much of a video, seconds: a sentence is wide enough to be grasped then. */
export const VIEW_SECONDS = 20;

/** What the bar shows: what it has shown, unless `time` lies outside of that; then as much around it. */
export function viewAround(view: TimeRange, time: number, duration: number): TimeRange {
  if (view.to > view.from && time >= view.from && time <= view.to) return view;
  const from = Math.max(0, Math.min(time - VIEW_SECONDS / 2, duration - VIEW_SECONDS));
  return { from, to: Math.min(duration, from + VIEW_SECONDS) };
}
