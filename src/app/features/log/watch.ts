import { isAbort, describe, stackOf } from '../../../engine/core/errors';
import type { LogDraft } from './entry';

type Watched = Pick<Console, 'warn' | 'error'>;

/** Browsers say so as an error of nobody's when an observer's work is put off to the next frame; nothing is lost by it. */
const HARMLESS = /^ResizeObserver loop /;

/**
 * Hands `add` everything that goes wrong in this page without anybody catching it, and what the code warns of on the
 * console. Returns a function that ends it.
 */
export function watchPage(
  add: (draft: LogDraft) => void,
  target: EventTarget = globalThis,
  log: Watched = console,
): () => void {
  const gone = new AbortController();
  const report = (level: 'warning' | 'error', ...what: readonly unknown[]) => {
    if (!what.some(isAbort)) add({ level, event: `page-${level}`, text: textOf(what) });
  };
  const on = <E extends Event>(name: string, hear: (event: E) => void) =>
    target.addEventListener(name, hear as (event: Event) => void, { signal: gone.signal });
  on<ErrorEvent>('error', ({ error, message }) => {
    if (error || !HARMLESS.test(message)) report('error', error ?? message);
  });
  on<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => report('error', reason));
  const { warn, error } = log;
  log.warn = (...what: unknown[]) => {
    warn.apply(log, what);
    report('warning', ...what);
  };
  log.error = (...what: unknown[]) => {
    error.apply(log, what);
    report('error', ...what);
  };
  return () => {
    gone.abort();
    Object.assign(log, { warn, error });
  };
}

/** What was said, and the stacks of the errors in it. */
function textOf(what: readonly unknown[]): string {
  const stacks = what.flatMap((each) => stackOf(each) ?? []);
  return [what.map(describe).join(' '), ...stacks].join('\n');
}
