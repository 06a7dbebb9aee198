import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../dub/plan/dub-plan';
import { advance, createJob, nextJob, type Job, type JobEvent } from './job';
import { chosen, outcome } from './testing';

const input = {
  video: chosen('v.mp4'),
  speech: chosen('s.wav'),
  settings: DEFAULT_SETTINGS,
  encoder: 'auto',
} as const;
const start: JobEvent = { type: 'start', forecast: { track: 3, render: 6 } };
const after = (...events: JobEvent[]): Job => events.reduce(advance, createJob('a', input));
const finish: JobEvent = { type: 'finish', outcome: outcome('a') };
const fail: JobEvent = { type: 'fail', error: { code: 'input/no-face' } };

describe('advance', () => {
  const table: [string, JobEvent[], Job['state']][] = [
    ['waits at first', [], 'waiting'],
    ['runs', [start], 'running'],
    ['is done', [start, finish], 'done'],
    ['fails', [start, fail], 'failed'],
    ['is cancelled at once while it waits', [{ type: 'cancel' }], 'cancelled'],
    ['stops first while it runs', [start, { type: 'cancel' }], 'stopping'],
    ['is cancelled when its workers let go', [start, { type: 'cancel' }, { type: 'stopped' }], 'cancelled'],
    ['keeps a result that was complete before it could stop', [start, { type: 'cancel' }, finish], 'done'],
    ['does not fail before it runs', [fail], 'waiting'],
    ['stays done', [start, finish, fail, { type: 'cancel' }, start], 'done'],
    ['stays failed', [start, fail, finish, { type: 'cancel' }, start], 'failed'],
    ['stays cancelled', [{ type: 'cancel' }, start, finish], 'cancelled'],
  ];
  it.each(table)('%s', (_, events, state) => {
    expect(after(...events).state).toBe(state);
  });

  it('returns the same object for an event that does not apply', () => {
    const waiting = createJob('a', input);
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
    const stopping = advance(running, { type: 'cancel' });
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
  const waiting = (id: string) => createJob(id, input);
  const running = (id: string) => advance(waiting(id), start);
  it('takes the first that waits', () => {
    expect(nextJob([advance(running('a'), fail), waiting('b'), waiting('c')])?.id).toBe('b');
  });
  it('takes none while one runs or stops', () => {
    expect(nextJob([waiting('a'), running('b')])).toBeNull();
    expect(nextJob([waiting('a'), advance(running('b'), { type: 'cancel' })])).toBeNull();
  });
  it('takes none where none waits', () => {
    expect(nextJob([])).toBeNull();
  });
});
