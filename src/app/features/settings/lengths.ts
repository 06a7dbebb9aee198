import type { MediaInfo } from '../../../engine/core/media-info';
import { ALIKE } from '../../../engine/job/rest';
import { usedSeconds, type Trim } from '../../../engine/core/trim';

/** Which of two files is longer, as far as they are used; null where they are alike, or the video is a still picture. */
export function longerOf(video: MediaInfo, speech: MediaInfo, trim: Trim): 'speech' | 'video' | null {
  if (video.reader === 'picture') return null;
  const more = usedSeconds(speech.duration, trim.speech) - usedSeconds(video.duration, trim.video);
  // Within a frame or so nothing is seen of it.
  if (Math.abs(more) <= ALIKE) return null;
  return more > 0 ? 'speech' : 'video';
}
