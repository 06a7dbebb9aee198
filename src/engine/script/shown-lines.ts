import { timeInResult, type Placed } from './place-cues';
import type { CaptionLook, Script } from './script';
import type { SubtitleLine } from './subtitles';

/** Lines as a part of the pictures. */
export type Captions = { readonly lines: readonly SubtitleLine[]; readonly look: CaptionLook };

/** All that is written under a script; none where it has no words. Seconds of the video. */
export const writtenLines = ({
  subtitles,
  cues,
}: Pick<Script, 'subtitles' | 'cues'>): readonly SubtitleLine[] =>
  subtitles ?? cues.flatMap(({ start, end, text = '' }) => (text === '' ? [] : [{ start, end, text }]));

/** The same where it comes to be in the result, whose beginning the video's still is. */
export const movedLines = (script: Script, placed: readonly Placed[]): readonly SubtitleLine[] =>
  writtenLines(script).map((line) => ({
    ...line,
    start: timeInResult(placed, line.start),
    end: timeInResult(placed, line.end),
  }));

/** What of it stands in the file itself. */
export function linesInFile(
  script: Script,
  placed: readonly Placed[],
): {
  readonly subtitles?: readonly SubtitleLine[];
  readonly captions?: Captions;
} {
  const { track, burnt: look } = script.shown ?? { track: script.subtitles !== undefined };
  const lines = movedLines(script, placed);
  if (lines.length === 0) return {};
  return { ...(track && { subtitles: lines }), ...(look && { captions: { lines, look } }) };
}
