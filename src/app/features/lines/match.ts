import type { TimeRange } from '../../../engine/core/time-range';
import type { JoinedFile } from './joined-speech.svelte';
import type { Line } from './sheet';

/** Times in names: 00-01-02.5, 0h01m02, 00_01_02. */
const TIME = /(?:^|\D)(\d{1,2})[-_h](\d{2})[-_m](\d{2}(?:[.,]\d{1,3})?)/;
/** A name's time is that of a line that begins so near to it, seconds. */
const NEAR = 0.6;

const baseName = (path: string) => (path.split(/[\\/]/).at(-1) ?? path).normalize('NFC').toLowerCase();
const stem = (path: string) => baseName(path).replace(/(?<=.)\.[^.\s]{1,5}$/u, '');

/**
 * Which line each file is of: the one that names it in a script; else the one whose start stands in its name, or whose
 * number, counted from 1; null where it is of none.
 */
export function lineOf(name: string, lines: readonly Line[]): number | null {
  const [, hours, minutes, seconds = ''] = TIME.exec(stem(name)) ?? [];
  if (hours !== undefined) {
    const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
    const at = lines.findIndex(({ start }) => Math.abs(start - time) < NEAR);
    if (at >= 0) return at;
  }
  const number = Number(/\d+/.exec(stem(name))?.[0] ?? 0);
  return number >= 1 && number <= lines.length ? number - 1 : null;
}

/** Lines with the files that are theirs; of several of one line the last. `unused`: files that are of no line. */
export function matchFiles(
  lines: readonly Line[],
  files: readonly JoinedFile[],
): { lines: Line[]; unused: string[] } {
  const named = lines.some((line) => line.named);
  const matched = [...lines];
  const unused: string[] = [];
  for (const { name, range } of files) {
    const own = named
      ? lines.flatMap((line, i) => (line.named && baseName(line.named.file) === baseName(name) ? [i] : []))
      : [lineOf(name, lines)].filter((i) => i !== null);
    for (const i of own) matched[i] = withSpeech(matched[i] as Line, name, range);
    if (own.length === 0) unused.push(name);
  }
  return { lines: matched, unused };
}

/** A line said by a file, or by what a script names of it. */
export function withSpeech(line: Line, name: string, { from, to }: TimeRange): Line {
  const begins = from + (line.named?.from ?? 0);
  const ends = line.named?.to === undefined ? to : Math.min(to, from + line.named.to);
  return { ...line, speech: ends > begins ? { from: begins, to: ends, name } : null };
}

/** Lines said by one recording of such a length, which runs along with the video: each by what is heard in its time. */
export const alongRecording = (lines: readonly Line[], name: string, duration: number): Line[] =>
  lines.map((line) => ({
    ...line,
    speech: line.start < duration ? { from: line.start, to: Math.min(line.end, duration), name } : null,
  }));
