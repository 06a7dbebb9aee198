import type { CaptionLook, Script } from './script';
import type { SubtitleLine } from './subtitles';

/** Lines as a part of the pictures. */
export type Captions = { readonly lines: readonly SubtitleLine[]; readonly look: CaptionLook };

/** All that is written under a script's result; none where it has no words. */
export const writtenLines = ({
  subtitles,
  cues,
}: Pick<Script, 'subtitles' | 'cues'>): readonly SubtitleLine[] =>
  subtitles ?? cues.flatMap(({ start, end, text = '' }) => (text === '' ? [] : [{ start, end, text }]));

/** What of it stands in the file itself. */
export function linesInFile(script: Script): {
  readonly subtitles?: readonly SubtitleLine[];
  readonly captions?: Captions;
} {
  const { track, burnt: look } = script.shown ?? { track: script.subtitles !== undefined };
  const lines = writtenLines(script);
  if (lines.length === 0) return {};
  return { ...(track && { subtitles: lines }), ...(look && { captions: { lines, look } }) };
}
