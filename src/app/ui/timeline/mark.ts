import type { TimeRange } from '../../../engine/core/time-range';

/** What is marked on a timeline: what was found in a video, and what stays as it was filmed. A cut has no length. */
export type Mark = TimeRange & {
  readonly kind: 'no-face' | 'side' | 'covered' | 'several' | 'cut' | 'kept';
};
