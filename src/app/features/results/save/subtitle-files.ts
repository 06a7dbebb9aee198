import { subtitlesOf, writeSrt, writeVtt } from '../../../../engine/job/subtitles';
import type { ResultRecord } from '../../../storage/records/result-record';

export const SUBTITLE_KINDS = ['srt', 'vtt'] as const;
export type SubtitleKind = (typeof SUBTITLE_KINDS)[number];

const KINDS = {
  srt: { write: writeSrt, type: 'application/x-subrip' },
  vtt: { write: writeVtt, type: 'text/vtt' },
} as const;

/** A file of what is said in a result, called as the result is: `name` of its video; null where nobody wrote it down. */
export function subtitleFile(
  record: Pick<ResultRecord, 'script' | 'video'>,
  kind: SubtitleKind,
  name: string,
): File | null {
  const lines = subtitlesOf(record);
  if (lines.length === 0) return null;
  const { write, type } = KINDS[kind];
  return new File([write(lines)], name.replace(/\.[^.]*$/, `.${kind}`), { type });
}
