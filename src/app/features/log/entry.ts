import type { DubErrorCode, DubErrorData } from '../../../engine/core/errors';
import type { Step } from '../../../engine/core/progress';
import type { LogRecord } from '../../storage/records/log';
import { randomHex } from '../../storage/random-hex';

export const LEVELS = ['info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** What can happen. Each has its sentence in `src/app/i18n`: `log.event.<event>`. */
export const LOG_EVENTS = [
  'page-opened',
  'file-read',
  'file-refused',
  'job-added',
  'job-started',
  'step-done',
  'job-done',
  'job-failed',
  'job-cancelled',
  'job-suspended',
  'job-again',
  'storage-kept',
  'storage-not-kept',
  'cleaned-up',
  'page-warning',
  'page-error',
  'log-cleared',
] as const;
export type LogEvent = (typeof LOG_EVENTS)[number];

/** How each figure is written; each has its name in `src/app/i18n`: `log.figure.<figure>`. */
export const FIGURES = {
  seconds: 'seconds',
  length: 'clock',
  bytes: 'bytes',
  used: 'bytes',
  free: 'bytes',
  picture: 'text',
  rate: 'fps',
  codecs: 'text',
  files: 'count',
  engine: 'text',
  network: 'text',
  version: 'text',
  browser: 'text',
  graphics: 'text',
  cores: 'count',
  lacks: 'text',
} as const satisfies Record<string, 'seconds' | 'clock' | 'bytes' | 'fps' | 'count' | 'text'>;
export type Figure = keyof typeof FIGURES;
export type Figures = { readonly [F in Figure]?: (typeof FIGURES)[F] extends 'text' ? string : number };

/** What happened, before it is written down. */
export type LogDraft = {
  readonly level: Level;
  readonly event: LogEvent;
  /** Id of the job that it happened to. */
  readonly job?: string;
  /** Name of the file or of the result that it is about. */
  readonly file?: string;
  readonly step?: Step;
  readonly code?: DubErrorCode;
  readonly figures?: Figures;
  /** Causes and stacks, for engineers; not translated. */
  readonly text?: string;
};

export type LogEntry = LogRecord & LogDraft;

/** Writes a draft down as of `at`, milliseconds since 1970. */
export function createEntry(draft: LogDraft, at: number): LogEntry {
  const time = at.toString(36).padStart(9, '0');
  const serial = (count++).toString(36).padStart(6, '0');
  return { id: `${time}-${serial}-${randomHex(2)}`, at, ...draft };
}

/** Entries of one millisecond keep their order. */
let count = 0;

/** What an error adds to an entry. */
export function errorDraft({ code, cause, detail, stack }: DubErrorData): Pick<LogDraft, 'code' | 'text'> {
  const facts = detail && JSON.stringify(detail);
  const text = [cause, facts, stack].filter(Boolean).join('\n');
  return { code, ...(text && { text }) };
}
