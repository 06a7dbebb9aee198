import type { TimeRange } from '../../core/time-range';
import type { FaceChoice } from '../track/choice/face-choice';

/** Whose mouth is painted, and where it is not. */
export type FaceWish = {
  /** Who, where there are several: who was seen at some places, or the person of a number, counted from 1. */
  readonly choice?: FaceChoice;
  readonly person?: number;
  /** Stretches of the video that stay as they were filmed. */
  readonly keepOriginal: readonly TimeRange[];
};
