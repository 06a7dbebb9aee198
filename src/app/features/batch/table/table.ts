import { readPerson } from '../../../../engine/face/people/read-person';
import { baseName } from '../pairing/file-names';
import type { Named, Pair } from '../pairing/pairing';

/** A line of the user's list of pairs. */
export type TableRow = {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly video: string;
  readonly speech: string;
  /** What the result is to be called; empty for a name made of both files'. */
  readonly name: string;
  /** Who speaks where there are several, counted from 1; empty for whoever is found to. */
  readonly person: string;
  /** Lines that are said in place of all of the video, which only the command line does for a list; empty for none. */
  readonly script: string;
};

export type TableProblem = {
  readonly line: number;
  readonly kind:
    | ('incomplete' | 'unknown-video' | 'unknown-speech' | 'ambiguous-video' | 'ambiguous-speech')
    | 'no-number'
    | 'script';
  /** The name that stands there, or what stands there for a person's number. */
  readonly name: string;
};

type Column = 'video' | 'speech' | 'name' | 'person' | 'script';
/** What the columns may be called in the first line. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  video: ['video', 'videos', '视频', '影片', '視頻', '影片檔'],
  speech: ['speech', 'audio', 'voice', 'sound', '语音', '录音', '音频', '配音', '語音', '錄音'],
  name: ['name', 'title', 'output', '名称', '名字', '标题', '名稱'],
  script: ['script', 'srt', 'subtitles', 'lines', '字幕', '脚本'],
  person: ['person', 'face', 'speaker', '人物', '说话人', '第几人', '說話人'],
};
/** What may stand between two cells; the full-width comma is what a Chinese keyboard types. */
const SEPARATORS = [',', ';', '\t', '，'] as const;

/**
 * The rows of a list of pairs: columns video, speech and perhaps name and person, in the order that the first line tells, or in
 * this one where it tells none. Empty lines are left out.
 */
export function readTable(text: string): TableRow[] {
  const records = readRecords(text).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const columns = readHeadings(records[0]?.cells ?? []);
  return records.slice(columns ? 1 : 0).map(({ line, cells }) => {
    const at = columns ?? { video: 0, speech: 1, name: 2, person: 3, script: -1 };
    const cell = (column: Column) => cells[at[column]] ?? '';
    return {
      ...{ line, video: cell('video'), speech: cell('speech') },
      ...{ name: cell('name'), person: cell('person'), script: cell('script') },
    };
  });
}

/** Finds the files that a list names, with or without folder and extension; and what it names in vain. */
export function pairByTable<V extends Named, S extends Named>(
  rows: readonly TableRow[],
  videos: readonly V[],
  speeches: readonly S[],
): { readonly pairs: readonly Pair<V, S>[]; readonly problems: readonly TableProblem[] } {
  const pairs: Pair<V, S>[] = [];
  const problems: TableProblem[] = [];
  for (const { line, name, ...row } of rows) {
    const person = readPerson(row.person);
    if (row.script !== '') {
      problems.push({ line, kind: 'script', name: row.script });
      continue;
    }
    if (row.video === '' || row.speech === '') {
      problems.push({ line, kind: 'incomplete', name: row.video || row.speech });
      continue;
    }
    if (row.person !== '' && person === null) {
      problems.push({ line, kind: 'no-number', name: row.person });
      continue;
    }
    const [video, speech] = [find(row.video, videos), find(row.speech, speeches)];
    if (typeof video === 'string') problems.push({ line, kind: `${video}-video`, name: row.video });
    if (typeof speech === 'string') problems.push({ line, kind: `${speech}-speech`, name: row.speech });
    if (typeof video !== 'string' && typeof speech !== 'string')
      pairs.push({ video, speech, name: name || null, ...(person !== null && { person }) });
  }
  return { pairs, problems };
}

function find<T extends Named>(name: string, files: readonly T[]): T | 'unknown' | 'ambiguous' {
  const wanted = plain(name);
  const exact = files.filter((file) => plain(file.name) === wanted);
  const found = exact.length > 0 ? exact : files.filter((file) => stem(plain(file.name)) === wanted);
  if (found.length > 1) return 'ambiguous';
  return found[0] ?? 'unknown';
}

const plain = (name: string) => baseName(name.trim()).normalize('NFC').toLowerCase();
const stem = (name: string) => name.replace(/(?<=.)\.[^.\s]{1,8}$/u, '');

function readHeadings(cells: readonly string[]): Record<Column, number> | null {
  const at = (names: readonly string[]) => cells.findIndex((cell) => names.includes(cell.toLowerCase()));
  const [video, speech] = [at(HEADINGS.video), at(HEADINGS.speech)];
  const script = at(HEADINGS.script);
  if (video < 0 || (speech < 0 && script < 0)) return null;
  return { video, speech, name: at(HEADINGS.name), person: at(HEADINGS.person), script };
}

type TextRecord = { readonly line: number; readonly cells: readonly string[] };

/** RFC 4180, with the separator that the text uses; cells are trimmed. */
function readRecords(given: string): TextRecord[] {
  const text = given.replace(/^\uFEFF/u, '');
  const separator = separatorOf(text);
  const records: TextRecord[] = [];
  let [cells, cell, quoted, line, begun]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRecord = () => {
    endCell();
    records.push({ line: begun, cells });
    cells = [];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '\n' || (character === '\r' && text[i + 1] !== '\n')) line++;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (character === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (character === separator) endCell();
    else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[i + 1] === '\n') {
        i++;
        line++;
      }
      endRecord();
      begun = line;
    } else cell += character;
  }
  endRecord();
  return records;
}

/** The one that is most frequent in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const first = (text.split(/[\r\n]/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (separator: string) => first.split(separator).length;
  return [...SEPARATORS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}
