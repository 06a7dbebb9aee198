import type { LongSpeech } from '../../../engine/plan/dub-plan';

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
