import { DubError } from '../core/errors';

/** A line of subtitles: seconds, and its text without tags, with line breaks. */
export type SubtitleLine = { readonly start: number; readonly end: number; readonly text: string };

export type Subtitles = {
  /** By their start. */
  readonly lines: readonly SubtitleLine[];
  /** How many begin before the one before them has ended. */
  readonly overlaps: number;
};

/** Hours may be absent; SRT parts milliseconds by a comma, WebVTT by a point. */
const TIME = /(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[,.](\d{1,3}))?/;
const TIMES = new RegExp(`^\\s*${TIME.source}\\s*-->\\s*${TIME.source}(?:\\s.*)?$`);
/** What looks as if it had been meant for times. */
const NEARLY_TIMES = /-->|\d:\d\d.*-+>|\d:\d\d[:,.]\d\d/;
/** Blocks of WebVTT that are no lines. */
const NO_LINE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', nbsp: '\u00A0', lrm: '\u200E', rlm: '\u200F', quot: '"', '#39': "'" },
};

/**
 * Subtitles out of the text of an SRT or WebVTT file. Byte order mark, any line ends, missing numbers, tags and overlaps
 * are read; lines without words are left out. Throws `subtitles/unreadable`, whose detail names the line of the file.
 */
export function readSubtitles(text: string): Subtitles {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const isVtt = /^WEBVTT(?:\s|$)/.test(rows[0] ?? '');
  const found: Found[] = [];
  for (const block of blocksOf(rows)) readBlock(block, isVtt, found);
  const lines = found
    .map(({ start, end, words }) => ({ start, end, text: plain(words.join('\n')) }))
    .filter((line) => line.text !== '')
    .sort((a, b) => a.start - b.start);
  if (lines.length === 0) throw unreadable(1, 'empty');
  const overlaps = lines.slice(1).filter(({ start }, i) => start < (lines[i]?.end ?? 0)).length;
  return { lines, overlaps };
}

/** Rows without a blank one between them, and the number of the first, counted from 1. */
type Block = { readonly first: number; readonly rows: readonly string[] };
type Found = { readonly start: number; readonly end: number; readonly words: string[] };

function* blocksOf(rows: readonly string[]): Generator<Block> {
  let held: string[] = [];
  for (let i = 0; i <= rows.length; i++) {
    const row = rows[i];
    if (row !== undefined && row.trim() !== '') {
      held.push(row);
      continue;
    }
    if (held.length > 0) yield { first: i - held.length + 1, rows: held };
    held = [];
  }
}

function readBlock({ first, rows }: Block, isVtt: boolean, found: Found[]): void {
  if (isVtt && (first === 1 || NO_LINE.test(rows[0] ?? ''))) return;
  let at = rows.findIndex((row) => TIMES.test(row));
  const wrong = rows.slice(0, at < 0 ? rows.length : at).findIndex((row) => NEARLY_TIMES.test(row));
  if (wrong >= 0) throw unreadable(first + wrong, 'times');
  if (at < 0) return goOn(rows, first, found);
  // Lines of files without blank rows follow one another at once.
  while (at >= 0) {
    const after = rows.findIndex((row, i) => i > at && TIMES.test(row));
    const numbered = after > 0 && /^\s*\d+\s*$/.test(rows[after - 1] ?? '') && after - 1 > at;
    const words = rows.slice(at + 1, after < 0 ? undefined : after - (numbered ? 1 : 0));
    const broken = words.findIndex((row) => row.includes('-->'));
    if (broken >= 0) throw unreadable(first + at + 1 + broken, 'times');
    found.push({ ...timesOf(rows[at] ?? '', first + at), words });
    at = after;
  }
}

/** Words after a blank row belong to the line before; a number alone announces a line that is empty. */
function goOn(rows: readonly string[], first: number, found: Found[]): void {
  if (rows.length === 1 && /^\s*\d+\s*$/.test(rows[0] ?? '')) return;
  const before = found.at(-1);
  if (!before) throw unreadable(first, 'times');
  before.words.push(...rows);
}

function timesOf(row: string, number: number): { start: number; end: number } {
  const parts = TIMES.exec(row) ?? [];
  const [start, end] = [secondsOf(parts.slice(1, 5)), secondsOf(parts.slice(5, 9))];
  if (start === null || end === null) throw unreadable(number, 'times');
  if (end <= start) throw unreadable(number, 'backwards');
  return { start, end };
}

function secondsOf([hours = '0', minutes = '', seconds = '', part = '0']: (string | undefined)[]):
  number | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole + Number(part.padEnd(3, '0')) / 1000;
}

/** Without tags of SRT, ASS and WebVTT. */
function plain(text: string): string {
  return text
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/<\/?[a-zA-Z0-9][^<>]*>/g, '')
    .replace(/&(#39|\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .join('\n');
}

const unreadable = (line: number, reason: string) =>
  new DubError('subtitles/unreadable', { detail: { line, reason } });

/** Lines on the clock of an output that begins at `start`; what is over before it does is left out. */
export const shifted = (lines: readonly SubtitleLine[], start: number): SubtitleLine[] =>
  lines.flatMap((line) => {
    const end = line.end - start;
    return end > 0 ? [{ ...line, start: Math.max(0, line.start - start), end }] : [];
  });

/** Lines as SRT. */
export const writeSrt = (lines: readonly SubtitleLine[]): string =>
  lines
    .map(({ start, end, text }, i) => `${i + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text}\n`)
    .join('\n');

/** Lines as WebVTT. */
export const writeVtt = (lines: readonly SubtitleLine[]): string =>
  [
    'WEBVTT\n',
    ...lines.map((line) => `${clock(line.start, '.')} --> ${clock(line.end, '.')}\n${escaped(line.text)}\n`),
  ].join('\n');

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function clock(seconds: number, point: string): string {
  const all = Math.round(seconds * 1000);
  const two = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
  const whole = [all / 3_600_000, (all / 60_000) % 60, (all / 1000) % 60].map(two).join(':');
  return `${whole}${point}${`${all % 1000}`.padStart(3, '0')}`;
}
