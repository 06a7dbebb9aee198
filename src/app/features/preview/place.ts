import type { TimeRange } from '../../../engine/core/time-range';
import { laidScript } from '../../../engine/job/parts';
import type { LongSpeech } from '../../../engine/plan/dub-plan';
import type { JobRequest } from '../queue/new-jobs';
import { usedSeconds } from '../trim/trim';

/** What of a result can be previewed, seconds of it: all of it, or from the first to the last that a script says anew. */
export function previewSpan(request: Pick<JobRequest, 'video' | 'speech' | 'trim' | 'script'>): TimeRange {
  const anew = laidScript(request)?.anew;
  if (anew) return { from: anew[0]?.made.from ?? 0, to: anew.at(-1)?.made.to ?? 0 };
  return { from: 0, to: usedSeconds(request.speech.info.duration, request.trim?.speech) };
}

/**
 * Which moment of a video, seconds from where what is used of it begins, is seen `place` seconds into a result. `length`:
 * of what is used, seconds.
 */
export function placeInVideo(place: number, length: number, longSpeech: LongSpeech): number {
  if (place <= length || length <= 0) return Math.min(place, Math.max(0, length));
  if (longSpeech === 'hold') return length;
  if (longSpeech === 'repeat') return place % length;
  const round = place % (2 * length);
  return round <= length ? round : 2 * length - round;
}
