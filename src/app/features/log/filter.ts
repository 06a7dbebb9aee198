import { LEVELS, type Level, type LogEntry } from './entry';

/** What the user wants to see of the log. */
export type LogFilter = {
  /** This level and what is graver. */
  readonly level: Level;
  /** Of one job; null for all. */
  readonly job: string | null;
  /** Words that have to stand in it, in any order. */
  readonly text: string;
};

export const ALL: LogFilter = { level: 'info', job: null, text: '' };

/** The entries that fit, newest first. `say`: an entry as the user reads it, which is what is searched. */
export function filterLog(
  entries: readonly LogEntry[],
  { level, job, text }: LogFilter,
  say: (entry: LogEntry) => string,
): LogEntry[] {
  const least = LEVELS.indexOf(level);
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = (entry: LogEntry) =>
    LEVELS.indexOf(entry.level) >= least &&
    (job === null || entry.job === job) &&
    (words.length === 0 || hasAll(fold(`${say(entry)} ${entry.text ?? ''}`), words));
  return entries.filter(fits).reverse();
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();
const hasAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word));

/** Jobs that stand in the log, newest first, by the name of their result. */
export function jobsIn(entries: readonly LogEntry[]): { readonly id: string; readonly name: string }[] {
  const names = new Map<string, string>();
  for (const { job, file } of entries) {
    // Deleted first, so that the order is that of the last entry.
    const name = file ?? (job && names.get(job));
    if (!job || !name) continue;
    names.delete(job);
    names.set(job, name);
  }
  return [...names].map(([id, name]) => ({ id, name })).reverse();
}

/** One entry a line, as JSON: for programs. Oldest first. */
export function asJsonLines(entries: readonly LogEntry[]): string {
  return oldestFirst(entries)
    .map((entry) => `${JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() })}\n`)
    .join('');
}

/** For people: each entry as `say` says it, behind its time, with what it holds for engineers below. Oldest first. */
export function asText(entries: readonly LogEntry[], say: (entry: LogEntry) => string): string {
  const lines = oldestFirst(entries).map((entry) => {
    const head = `${new Date(entry.at).toISOString()} ${entry.level.toUpperCase()} ${say(entry)}`;
    return [head, ...(entry.text?.split('\n') ?? []).map((line) => `    ${line}`)].join('\n');
  });
  return lines.map((line) => `${line}\n`).join('');
}

const oldestFirst = (entries: readonly LogEntry[]) => [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
