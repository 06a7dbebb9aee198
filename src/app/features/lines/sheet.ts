import type { TimeRange } from '../../../engine/core/time-range';
import type { Cue, Fit, NamedSpeech, Script } from '../../../engine/script/script';

/** What a line is said by: seconds of the speech on the table, and what its file is called. */
export type Spoken = TimeRange & { readonly name: string };

/** A line of subtitles on its way to being said. */
export type Line = {
  /** Seconds of the video. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly fit: Fit;
  /** Null where nothing was given: the video stays as it was filmed then. */
  readonly speech: Spoken | null;
  /** What a script names for it. */
  readonly named?: NamedSpeech;
};

/** All lines, by their start, and what is heard outside of them. Plain data: it is stored with the table. */
export type Sheet = {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly outside: Script['outside'];
};

/** Less than this is left of a line that another one covers, seconds: it is not said. */
const LEAST = 0.05;

const isSaid = ({ speech, start }: Line, duration: number): boolean => speech !== null && start < duration;

/** The lines that are said, with the cue of each; a line ends where the next one begins. */
export function cuesOf({ lines }: Sheet, duration: number): Map<Line, Cue> {
  const said = lines.filter((line) => isSaid(line, duration));
  const cues = said.flatMap((line, i): [Line, Cue][] => {
    const { start, text, fit, speech } = line;
    const end = Math.min(line.end, said[i + 1]?.start ?? Infinity);
    if (!speech || end - start < LEAST) return [];
    const { from, to } = speech;
    return [[line, { start, end, speech: { from, to }, ...(text !== '' && { text }), fit }]];
  });
  return new Map(cues);
}

/** What is made of a sheet in a video of such a length, seconds; null where no line of it is said. */
export function scriptOf(sheet: Sheet, duration: number): Script | null {
  const cues = [...cuesOf(sheet, duration).values()];
  return cues.length > 0 ? { cues, outside: sheet.outside } : null;
}

/** A job's script as a sheet again; `name`: of the file that all of it is said by. */
export const sheetOf = ({ cues, outside }: Script, name: string): Sheet => ({
  name: '',
  lines: cues.map(({ start, end, text = '', fit, speech }) => ({
    ...{ start, end, text, fit },
    speech: { ...speech, name },
  })),
  outside,
});
