import type { TimeRange } from '../../../engine/core/time-range';

/**
 * What is marked on a timeline: what was found in a video, what stays as it was filmed, and where something new is said. A
 * cut has no length.
 */
export type Mark = TimeRange & {
  readonly kind: 'no-face' | 'side' | 'covered' | 'several' | 'cut' | 'kept' | 'said';
};

/** The marks of a file as they stand on a bar that shows only `view` of it, seconds from where that begins. */
export const marksWithin = (marks: readonly Mark[], view: TimeRange): Mark[] =>
  marks
    .filter(({ from, to }) => to >= view.from && from <= view.to)
    .map(({ kind, from, to }) => ({ kind, from: from - view.from, to: to - view.from }));
