import type { Format } from '../../i18n/format';
import type { Messages } from '../../i18n/languages';
import { painterWords } from '../../ui/painter-words';
import type { Lack } from '../../environment/environment';
import { FIGURES, type Figure, type LogEntry } from './entry';

type Words = { readonly t: Messages; readonly format: Format };

/** What happened, in the user's language; an event of another version of the app stands for itself. */
export function eventOf({ event, step }: LogEntry, { t }: Words): string {
  const what = Object.hasOwn(t, `log.event.${event}`) ? t[`log.event.${event}`]() : event;
  return step ? `${what} · ${t[`step.${step}`]()}` : what;
}

/** The entry's figures, each with its name. */
export function figuresOf({ figures = {} }: LogEntry, { t, format }: Words): string[] {
  const write = {
    ...{ seconds: format.seconds, clock: format.clock, bytes: format.bytes, fps: format.fps },
    count: String,
  };
  return (Object.keys(FIGURES) as Figure[]).flatMap((figure) => {
    const value = figures[figure];
    if (value === undefined) return [];
    if (figure === 'engine') return [painterWords(String(value), t).title];
    if (figure === 'lacks') return [`${t['log.figure.lacks']()} ${lacksOf(String(value), t)}`];
    const kind = FIGURES[figure];
    const written = typeof value === 'string' || kind === 'text' ? String(value) : write[kind](value);
    return [`${t[`log.figure.${figure}`]()} ${written}`];
  });
}

/** What the browser lacked, in words; a name of another version of the app stands for itself. */
function lacksOf(names: string, t: Messages): string {
  const words = names
    .split(', ')
    .map((name) => (Object.hasOwn(t, `lack.${name}`) ? t[`lack.${name as Lack}`]() : name));
  return words.join(t['list.comma']());
}

/** What the error says to users; null for an entry that is none. */
export function faultOf({ code }: LogEntry, { t }: Words): string | null {
  if (code === undefined) return null;
  return Object.hasOwn(t, `error.${code}`) ? t[`error.${code}`]() : code;
}

/** The whole entry on one line. */
export function sentenceOf(entry: LogEntry, words: Words): string {
  const { file, code } = entry;
  return [eventOf(entry, words), file, ...figuresOf(entry, words), code, faultOf(entry, words)]
    .filter(Boolean)
    .join(' · ');
}
