import { describe, expect, it } from 'vitest';
import { advance, createJob, nextJob, phaseOf, type Job, type JobEvent } from './job';
import { input, job } from './testing';

const start: JobEvent = { type: 'start', forecast: { track: 3, render: 6 }, when: 5 };
const after = (...events: JobEvent[]): Job => events.reduce(advance, job());
const cancel: JobEvent = { type: 'cancel', when: 7 };
const stopped: JobEvent = { type: 'stopped', when: 8 };
const suspend: JobEvent = { type: 'suspend' };
const finish: JobEvent = { type: 'finish', when: 9 };
const fail: JobEvent = { type: 'fail', error: { code: 'input/no-face' }, when: 9 };

describe('advance', () => {
  const table: [string, JobEvent[], Job['state']][] = [
    ['waits at first', [], 'waiting'],
    ['runs', [start], 'running'],
    ['is done', [start, finish], 'done'],
    ['fails', [start, fail], 'failed'],
    ['is cancelled at once while it waits', [cancel], 'cancelled'],
    ['stops first while it runs', [start, cancel], 'stopping'],
    ['is cancelled when its workers let go', [start, cancel, stopped], 'cancelled'],
    ['keeps a result that was complete before it could stop', [start, cancel, finish], 'done'],
    ['does not fail before it runs', [fail], 'waiting'],
    ['stays done', [start, finish, fail, cancel, start], 'done'],
    ['stays failed', [start, fail, finish, cancel, start], 'failed'],
    ['waits again after it was suspended', [start, suspend, stopped], 'waiting'],
    ['is cancelled although it was only to be suspended', [start, suspend, cancel, stopped], 'cancelled'],
    ['waits again after its tab died', [start, stopped], 'waiting'],
    ['waits again after a failure', [start, fail, { type: 'retry' }], 'waiting'],
    ['waits again after it was cancelled', [cancel, { type: 'retry' }], 'waiting'],
    ['is not run again once it is done', [start, finish, { type: 'retry' }], 'done'],
    ['stays cancelled', [cancel, start, finish], 'cancelled'],
  ];
  it.each(table)('%s', (_, events, state) => {
    expect(after(...events).state).toBe(state);
  });

  it('returns the same object for an event that does not apply', () => {
    const waiting = job();
    expect(advance(waiting, finish)).toBe(waiting);
    const done = after(start, finish);
    expect(advance(done, { type: 'report', progress: { step: 'render', done: 1, total: 2 }, at: 1 })).toBe(
      done,
    );
  });

  it('moves the bar while it runs and no more once it stops', () => {
    const half: JobEvent = { type: 'report', progress: { step: 'track', done: 1, total: 2 }, at: 1 };
    const running = after(start, half);
    expect(running.state === 'running' && running.progress.fraction).toBeCloseTo(1.5 / 9);
    const stopping = advance(running, cancel);
    expect(advance(stopping, { ...half, at: 2 })).toBe(stopping);
  });

  it('says at which step it failed', () => {
    const at = (step: 'track' | 'render'): JobEvent => ({
      type: 'report',
      progress: { step, done: 0, total: 0 },
      at: 0,
    });
    const failed = after(start, at('track'), { type: 'step-done', step: 'track', at: 1 }, at('render'), fail);
    expect(failed).toMatchObject({
      state: 'failed',
      step: 'render',
      canRetry: false,
      error: { code: 'input/no-face' },
    });
  });
});

it('blames the step that failed first, not the one beside it that takes longer', () => {
  const at = (step: 'track' | 'listen'): JobEvent => ({
    type: 'report',
    progress: { step, done: 0, total: 0 },
    at: 0,
  });
  const both = [at('track'), at('listen')];
  const blamed: JobEvent[] = [
    { type: 'step-failed', step: 'listen' },
    { type: 'step-failed', step: 'track' },
  ];
  expect(after(start, ...both, ...blamed, fail)).toMatchObject({ state: 'failed', step: 'listen' });
});

describe('nextJob', () => {
  const waiting = (id: string) => ({ ...job(), id });
  const running = (id: string) => advance(waiting(id), start);
  it('takes the first that waits', () => {
    expect(nextJob([advance(running('a'), fail), waiting('b'), waiting('c')])?.id).toBe('b');
  });
  it('takes none while one runs or stops', () => {
    expect(nextJob([waiting('a'), running('b')])).toBeNull();
    expect(nextJob([waiting('a'), advance(running('b'), cancel)])).toBeNull();
  });
  it('takes none where none waits', () => {
    expect(nextJob([])).toBeNull();
  });
});

it('knows when it began and ended, of the last run', () => {
  expect(after(start, finish)).toMatchObject({ startedAt: 5, endedAt: 9 });
  expect(after(start, fail, { type: 'retry' })).toMatchObject({ startedAt: null, endedAt: null });
});

it('tells analysing, rendering and finishing apart', () => {
  const at = (step: 'track' | 'render'): JobEvent => ({
    type: 'report',
    progress: { step, done: 0, total: 0 },
    at: 0,
  });
  expect(phaseOf(after(start, at('track')))).toBe('analysing');
  expect(phaseOf(after(start, at('track'), at('render')))).toBe('rendering');
  expect(phaseOf(after(start, at('render'), { type: 'step-done', step: 'render', at: 1 }))).toBe('finishing');
  expect(phaseOf(after(start, finish))).toBe('done');
});

describe('a job that is made elsewhere', () => {
  const begun = advance(createJob(input, { order: 1, away: true }), { type: 'start', forecast: {}, when: 0 });
  const told = (fraction: number): JobEvent => ({
    type: 'away',
    progress: { stage: 'make', step: 'render', fraction, secondsLeft: 7 },
  });

  it('tells how far it is, and never goes back', () => {
    const half = advance(begun, told(0.5));
    expect(half).toMatchObject({ away: true, progress: { fraction: 0.5, secondsLeft: 7 } });
    expect(phaseOf(half)).toBe('rendering');
    expect(advance(half, told(0.2))).toMatchObject({
      progress: { fraction: 0.5 },
      elsewhere: { fraction: 0.2 },
    });
    expect(advance(half, told(1))).toMatchObject({ progress: { fraction: 0.999 } });
  });

  it('says that it is sent, that it waits there, that it is fetched', () => {
    const phaseAt = (stage: 'send' | 'wait' | 'fetch') =>
      phaseOf(
        advance(begun, { type: 'away', progress: { stage, step: null, fraction: 0, secondsLeft: null } }),
      );
    expect(phaseOf(begun)).toBe('sending');
    expect([phaseAt('send'), phaseAt('wait'), phaseAt('fetch')]).toEqual(['sending', 'waiting', 'finishing']);
  });

  it('is made elsewhere again after a reload', () => {
    const put = advance(advance(begun, told(0.5)), { type: 'stopped', when: 1 });
    expect(put).toMatchObject({ state: 'waiting', away: true });
  });
});
