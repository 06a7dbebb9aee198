import { afterEach, describe, expect, it } from 'vitest';
import type { LogDraft } from './entry';
import { watchPage } from './watch';

/** What Node lacks of the events that browsers send. */
const happening = (name: string, facts: object) => Object.assign(new Event(name), facts);

describe('watchPage', () => {
  const drafts: LogDraft[] = [];
  const said: unknown[][] = [];
  const log = {
    warn: (...what: unknown[]) => void said.push(what),
    error: (...what: unknown[]) => void said.push(what),
  };
  const { warn, error } = log;
  const page = new EventTarget();
  const end = watchPage((draft) => drafts.push(draft), page, log);
  afterEach(() => {
    drafts.length = 0;
    said.length = 0;
  });

  it('hears what nobody catches, with its stack', () => {
    const fault = new TypeError('x is no function', { cause: new Error('y') });
    page.dispatchEvent(happening('error', { error: fault, message: 'Uncaught' }));
    expect(drafts).toMatchObject([{ level: 'error', event: 'page-error' }]);
    expect(drafts[0]?.text).toContain('TypeError: x is no function (Error: y)');
    expect(drafts[0]?.text).toContain('watch.test.ts');
    expect(drafts[0]?.text).toContain('Caused by: Error: y');
  });

  it('hears rejections, but not that something was stopped', () => {
    page.dispatchEvent(happening('unhandledrejection', { reason: 'no' }));
    page.dispatchEvent(happening('unhandledrejection', { reason: new DOMException('', 'AbortError') }));
    expect(drafts).toEqual([{ level: 'error', event: 'page-error', text: 'no' }]);
  });

  it('hears errors of a script that may not be named', () => {
    page.dispatchEvent(happening('error', { error: null, message: 'Script error.' }));
    expect(drafts).toEqual([{ level: 'error', event: 'page-error', text: 'Script error.' }]);
  });

  it.each([
    'ResizeObserver loop completed with undelivered notifications.',
    'ResizeObserver loop limit exceeded',
  ])('takes no notice of “%s”', (message) => {
    page.dispatchEvent(happening('error', { error: null, message }));
    expect(drafts).toEqual([]);
    page.dispatchEvent(happening('error', { error: new Error(message), message }));
    expect(drafts).toHaveLength(1);
  });

  it('hears warnings, which still stand on the console', () => {
    log.warn('left behind:', 7);
    log.error('worse');
    expect(said).toEqual([['left behind:', 7], ['worse']]);
    expect(drafts).toEqual([
      { level: 'warning', event: 'page-warning', text: 'left behind: 7' },
      { level: 'error', event: 'page-error', text: 'worse' },
    ]);
  });

  it('ends', () => {
    end();
    page.dispatchEvent(happening('error', { error: null, message: 'late' }));
    log.warn('late');
    expect(drafts).toEqual([]);
    expect([log.warn, log.error]).toEqual([warn, error]);
  });
});
