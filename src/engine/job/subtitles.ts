import type { MediaInfo } from '../core/media-info';
import type { Script } from '../script/script';
import { placeCues } from '../script/place-cues';
import { movedLines } from '../script/shown-lines';
import { shifted, type SubtitleLine } from '../script/subtitles';

export { writeSrt, writeVtt } from '../script/subtitles';

/** As much of a job as its subtitles depend on; `info` is missing in older records. */
type Written = { readonly script?: Script; readonly video: { readonly info?: MediaInfo } };

/** What is said in a job's result and when, seconds of the result; none where nobody wrote it down. */
export function subtitlesOf({ script, video: { info } }: Written): readonly SubtitleLine[] {
  if (!script) return [];
  const { begins = 0, fps = 25 } = info?.video ?? {};
  const placed = placeCues(script, { duration: info?.duration ?? Infinity, fps });
  // Whole frames in which the first picture stands belong to the result (`pictureStart`).
  return shifted(movedLines(script, placed), begins - Math.round(begins * fps) / fps);
}
