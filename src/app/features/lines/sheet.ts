import type { TimeRange } from '../../../engine/core/time-range';
import type { CaptionLook, Cue, Fit, NamedSpeech, Script } from '../../../engine/script/script';

/** What a line is said by: seconds of the speech on the table, and what its file is called. */
export type Spoken = TimeRange & { readonly name: string };

/** A line of subtitles on its way to being said. */
export type Line = {
  /** Seconds of the video. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly fit: Fit;
  /** Who says it, as a cue tells it. */
  readonly face?: number;
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
  /** Its lines stand in the result as a track of subtitles. */
  readonly track?: boolean;
  /** They stand in its pictures, and look so. */
  readonly burnt?: CaptionLook;
};

/** Less than this is left of a line that another one covers, seconds: it is not said. */
const LEAST = 0.05;

const isSaid = ({ speech, start }: Line, duration: number): boolean => speech !== null && start < duration;

/** Of each line the next one that the same person says. */
export function nextLines(lines: readonly Line[]): Map<Line, Line> {
  const next = new Map<Line, Line>();
  const latest = new Map<Line['face'], Line>();
  for (const line of lines.toReversed()) {
    const after = latest.get(line.face);
    if (after) next.set(line, after);
    latest.set(line.face, line);
  }
  return next;
}

/** The lines that are said, with the cue of each; a line ends where that person's next one begins. */
export function cuesOf({ lines }: Sheet, duration: number): Map<Line, Cue> {
  const said = lines.filter((line) => isSaid(line, duration));
  const next = nextLines(said);
  const cues = said.flatMap((line): [Line, Cue][] => {
    const { start, text, fit, speech, face } = line;
    const end = Math.min(line.end, next.get(line)?.start ?? Infinity);
    if (!speech || end - start < LEAST) return [];
    const { from, to } = speech;
    const who = face !== undefined && { face };
    return [[line, { start, end, speech: { from, to }, ...who, ...(text !== '' && { text }), fit }]];
  });
  return new Map(cues);
}

/** What is made of a sheet in a video of such a length, seconds; null where no line of it is said. */
export function scriptOf(sheet: Sheet, duration: number): Script | null {
  const cues = [...cuesOf(sheet, duration).values()];
  if (cues.length === 0) return null;
  const words = sheet.lines.filter(({ text, start }) => text !== '' && start < duration);
  const subtitles = words.map(({ start, end, text }) => ({ start, end, text }));
  const { outside, track = false, burnt } = sheet;
  const shown = { track, ...(burnt && { burnt }) };
  return { cues, outside, ...(subtitles.length > 0 && { subtitles, shown }) };
}

/** A job's script as a sheet again, with the lines that it left as they were, where it tells them. */
export function sheetOf({ cues, outside, subtitles, shown }: Script): Sheet {
  const endOf = (cue: Cue) => subtitles?.find(({ start }) => start === cue.start)?.end ?? cue.end;
  const said = cues.map((cue) => ({
    ...{ start: cue.start, end: endOf(cue), text: cue.text ?? '', fit: cue.fit },
    ...(cue.face !== undefined && { face: cue.face }),
    speech: { ...cue.speech, name: '' },
  }));
  const left = (subtitles ?? [])
    .filter(({ start }) => !cues.some((cue) => cue.start === start))
    .map((line) => ({ ...line, fit: said[0]?.fit ?? 'pace', speech: null }));
  return {
    ...{ name: '', outside, track: shown?.track ?? subtitles !== undefined },
    ...(shown?.burnt && { burnt: shown.burnt }),
    lines: [...said, ...left].sort((one, other) => one.start - other.start),
  };
}
