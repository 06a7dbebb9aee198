import { describe, expect, it } from 'vitest';
import { advance, type Job, type JobEvent } from '../../jobs/job';
import { job } from '../../jobs/testing';
import { jobEntries } from './job-entries';

const START: JobEvent = { type: 'start', forecast: { track: 1, render: 2 }, when: 10_000 };
const report = (step: 'track' | 'render', at: number): JobEvent => ({
  ...{ type: 'report', at },
  progress: { step, done: 1, total: 10 },
});

/** What is written while a job goes through `events`. */
function follow(first: Job, ...events: JobEvent[]) {
  let now = first;
  return events.flatMap((event) => {
    const before = now;
    now = advance(before, event);
    return jobEntries([before], [now]);
  });
}

describe('jobEntries', () => {
  const made = job();

  it('tells of a new job what it is made from', () => {
    expect(jobEntries([], [made])).toEqual([
      {
        ...{ level: 'info', event: 'job-added', job: made.id, file: 'v__s.mp4' },
        figures: {
          ...{ length: 4, picture: '512 × 512', rate: 25, codecs: 'avc1.64001f + mp4a.40.2' },
          ...{ bytes: 10, engine: 'reuse' },
        },
      },
    ]);
    expect(jobEntries([made], [made])).toEqual([]);
    expect(jobEntries([made], [])).toEqual([]);
  });

  it('tells of each step once, when it is over, and of the whole', () => {
    const entries = follow(
      made,
      START,
      report('track', 100),
      report('track', 101),
      { type: 'step-done', step: 'track', at: 102.5 },
      report('render', 103),
      { type: 'step-done', step: 'render', at: 107 },
      { type: 'finish', when: 18_000 },
    );
    const told = entries.map(({ event, step, figures }) => [event, step, figures?.seconds]);
    expect(told).toEqual([
      ['job-started', undefined, undefined],
      ['step-done', 'track', 2.5],
      ['step-done', 'render', 4],
      ['job-done', undefined, 8],
    ]);
    expect(new Set(entries.map((entry) => entry.job))).toEqual(new Set([made.id]));
  });

  it('tells of a failure where, why and in which line', () => {
    const error = {
      code: 'gpu/lost',
      cause: 'GPUDevice lost',
      stack: 'DubError: gpu/lost\n  at paint',
    } as const;
    const [, failed] = follow(
      made,
      START,
      { type: 'step-failed', step: 'render' },
      {
        ...{ type: 'fail', error, when: 1 },
      },
    );
    expect(failed).toMatchObject({ level: 'error', event: 'job-failed', step: 'render', code: 'gpu/lost' });
    expect(failed?.text).toBe('GPUDevice lost\nDubError: gpu/lost\n  at paint');
  });

  it.each<[string, JobEvent[], string[]]>([
    ['cancelled while it waits', [{ type: 'cancel', when: 1 }], ['job-cancelled']],
    [
      'cancelled while it runs, and run again',
      [START, { type: 'cancel', when: 1 }, { type: 'stopped', when: 2 }, { type: 'retry' }],
      ['job-started', 'job-cancelled', 'job-again'],
    ],
    [
      'suspended, and gone on with',
      [START, { type: 'suspend' }, { type: 'stopped', when: 2 }, START],
      ['job-started', 'job-suspended', 'job-started'],
    ],
    ['moved', [{ type: 'reorder', order: 7 }], []],
  ])('%s', (_, events, expected) => {
    expect(follow(made, ...events).map(({ event }) => event)).toEqual(expected);
  });
});
