import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { readTable } from '../../../src/app/features/batch/table/table';
import { decodeText } from '../../../src/app/jobs/intake/decode-text';
import { readPerson } from '../../../src/engine/face/people/read-person';
import { linesOf, type LinesHow } from '../../lines-options';
import { UsageError } from '../../setting-flags';
import type { Lines } from '../../studio-page';

/** A line of a list that can be done. */
export type Row = {
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly video: string;
  readonly speech: string;
  /** Name of the result, without extension; no two rows have the same. */
  readonly name: string;
  readonly person: number | null;
  /** Lines in place of the speech, which is then the first of theirs; null where all of it is said. */
  readonly lines: Lines | null;
};

/** A line that cannot. */
export type RowProblem = { readonly line: number; readonly code: string; readonly text: string };

/** What a script (JSON) names, or the lines of subtitles said by a folder of files or by one recording. */
function linesIn(
  folder: string,
  { script, speech }: { script: string; speech: string },
  how: LinesHow,
): Lines | null {
  const sheet = resolve(folder, script);
  if (!existsSync(sheet)) throw new UsageError(`There is no ${sheet}: correct the path.`);
  if (/\.json$/i.test(script)) return linesOf({ script: sheet, ...how });
  const said = resolve(folder, speech);
  const isFolder = existsSync(said) && statSync(said).isDirectory();
  return linesOf({ srt: sheet, ...(isFolder ? { 'speech-dir': said } : { audio: said }), ...how });
}

const stem = (path: string) => {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.slice(0, name.length - extname(name).length);
};

/** A file's name, whatever stands in a list: no folder, no sign that a system forbids, no dot in front. */
export function plainName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  // File systems count bytes; 180 leave room for a number and an extension.
  let short = plain;
  while (Buffer.byteLength(short) > 180) short = [...short].slice(0, -1).join('');
  return short || 'result';
}

/** Adds a number to a name that was given out before; capitals do not tell names apart everywhere. */
export function uniqueNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let unique = name;
    for (let n = 2; given.has(unique.toLowerCase()); n++) unique = `${name} ${n}`;
    given.add(unique.toLowerCase());
    return unique;
  };
}

/**
 * The rows of a list (CSV, as the page's batch takes it: columns video, speech, and perhaps name and person; and here
 * script). Paths are from the list's own folder on. `how`: of all lines that scripts tell. Throws a `UsageError` where it is empty.
 */
export async function readList(
  path: string,
  how: LinesHow = {},
): Promise<{ rows: Row[]; problems: RowProblem[] }> {
  const table = readTable(decodeText(await readFile(path)));
  if (table.length === 0) throw new UsageError(`${path} has no line with a video and a speech.`);
  const folder = dirname(resolve(path));
  const unique = uniqueNames();
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const { line, ...cells } of table) {
    const refuse = (code: string, text: string) => problems.push({ line, code, text });
    // A name is given out for every line, so that a line which is mended later moves no other's.
    const name = unique(
      plainName(cells.name || `${stem(cells.video)}-${stem(cells.speech || cells.script)}`),
    );
    const person = cells.person === '' ? null : readPerson(cells.person);
    const video = resolve(folder, cells.video);
    const isScript = /\.json$/i.test(cells.script);
    if (cells.video === '' || (cells.speech === '' && !isScript)) {
      refuse('list/incomplete', 'Name a video and a speech in this line.');
      continue;
    }
    let lines: Lines | null = null;
    try {
      lines = cells.script === '' ? null : linesIn(folder, cells, how);
    } catch (reason) {
      refuse('list/script', (reason as Error).message);
      continue;
    }
    const speech = lines?.speeches[0] ?? resolve(folder, cells.speech);
    if (cells.person !== '' && person === null)
      refuse('list/person', `Write a number from 1 on as person, not "${cells.person}".`);
    else {
      const missing = [video, ...(lines?.speeches ?? [speech])].filter((file) => !existsSync(file));
      if (missing.length > 0)
        refuse('list/no-file', `There is no ${missing.join(' and no ')}: correct the path.`);
      else rows.push({ line, video, speech, name, person, lines });
    }
  }
  return { rows, problems };
}
