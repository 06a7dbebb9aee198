import { describe, expect, it } from 'vitest';
import { obey, type Command } from './commands';
import { advance, type Job, type JobEvent } from './job';
import { job } from './testing';

const start: JobEvent = { type: 'start', forecast: {}, when: 1 };
const fail: JobEvent = { type: 'fail', error: { code: 'gpu/lost' }, when: 2 };
const named = (id: string, order: number, ...events: JobEvent[]): Job =>
  events.reduce(advance, { ...job(order), id });
/** One of each: failed, done, running, and two that wait. */
const jobs = [
  named('failed', 1, start, fail),
  named('done', 2, start, { type: 'finish', when: 2 }),
  named('running', 3, start),
  named('b', 4),
  named('c', 5),
];
const after = (...commands: Command[]) =>
  commands.reduce((all, command) => obey(all, command, 9), jobs as readonly Job[]);
const ids = (all: readonly Job[]) => all.map(({ id }) => id);
const states = (all: readonly Job[]) => all.map(({ state }) => state);

describe('obey', () => {
  it('cancels one or all, and leaves what has ended', () => {
    expect(states(after({ type: 'cancel', id: 'b' }))).toEqual([
      'failed',
      'done',
      'running',
      'cancelled',
      'waiting',
    ]);
    expect(states(after({ type: 'cancel-all' }))).toEqual([
      'failed',
      'done',
      'stopping',
      'cancelled',
      'cancelled',
    ]);
  });

  it('runs again what has failed, and only that', () => {
    const all = after({ type: 'cancel', id: 'c' }, { type: 'retry-failed' });
    expect(states(all)).toEqual(['waiting', 'done', 'running', 'waiting', 'cancelled']);
    expect(states(obey(all, { type: 'retry', id: 'c' }, 9))[4]).toBe('waiting');
  });

  it('does not run again what the same files can only fail again', () => {
    const hopeless: JobEvent = { type: 'fail', error: { code: 'input/no-face' }, when: 2 };
    const all = [named('hopeless', 1, start, hopeless), named('failed', 2, start, fail)];
    expect(states(obey(all, { type: 'retry-failed' }, 9))).toEqual(['failed', 'waiting']);
  });

  it('moves one before another or last, and changes no other job', () => {
    const moved = after({ type: 'move', id: 'c', before: 'running' });
    expect(ids(moved)).toEqual(['failed', 'done', 'c', 'running', 'b']);
    expect(moved.filter((one) => !jobs.includes(one)).map(({ id }) => id)).toEqual(['c']);
    expect([...moved].sort((a, b) => a.order - b.order)).toEqual(moved);
    expect(ids(after({ type: 'move', id: 'failed', before: null })).at(-1)).toBe('failed');
    expect(ids(after({ type: 'move', id: 'c', before: 'failed' }))[0]).toBe('c');
  });

  it('takes off the list only what has ended', () => {
    expect(ids(after({ type: 'dismiss', id: 'running' }))).toEqual(ids(jobs));
    expect(ids(after({ type: 'dismiss', id: 'done' }))).not.toContain('done');
    expect(ids(after({ type: 'dismiss-ended' }))).toEqual(['running', 'b', 'c']);
  });

  it('suspends what runs when it pauses', () => {
    expect(after({ type: 'pause' })[2]).toMatchObject({ state: 'stopping', then: 'waiting' });
    expect(after({ type: 'resume' })).toEqual(jobs);
  });

  it('returns the same objects for what does not change', () => {
    const all = after({ type: 'cancel', id: 'b' });
    expect(all.filter((one, i) => one !== jobs[i])).toHaveLength(1);
  });
});
