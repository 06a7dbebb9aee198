import { describe, expect, it } from 'vitest';
import { currentStep, endStep, report, revise, startProgress, type JobProgress } from './progress';

const FORECAST = { probe: 1, track: 10, listen: 2, plan: 1, render: 20 };
type Report = [
  step: 'probe' | 'track' | 'listen' | 'plan' | 'render',
  done: number,
  total: number,
  at: number,
];
const after = (...reports: Report[]): JobProgress =>
  reports.reduce(
    (job, [step, done, total, at]) => report(job, { step, done, total }, at),
    startProgress(FORECAST),
  );

describe('fraction', () => {
  it('counts each step by what it is expected to take', () => {
    expect(after(['track', 5, 10, 1]).fraction).toBeCloseTo(5 / 34);
    expect(after(['track', 5, 10, 1], ['listen', 100, 100, 1]).fraction).toBeCloseTo(7 / 34);
  });

  it('never goes back, neither for a late report nor for a new forecast', () => {
    let job = after(['track', 8, 10, 1]);
    const reached = job.fraction;
    job = report(job, { step: 'track', done: 3, total: 10 }, 2);
    expect(job.fraction).toBe(reached);
    job = revise(job, { ...FORECAST, render: 500 }, 3);
    expect(job.fraction).toBe(reached);
  });

  it('takes no report over the end, and is not at the end before the job is', () => {
    expect(after(['render', 30, 20, 1]).fraction).toBeCloseTo(20 / 34);
    let job = startProgress(FORECAST);
    for (const step of ['probe', 'track', 'listen', 'plan', 'render'] as const) job = endStep(job, step, 1);
    expect(job.fraction).toBeGreaterThan(0.99);
    expect(job.fraction).toBeLessThan(1);
  });

  it('is 0 where nothing is known of the total', () => {
    expect(after(['track', 7, 0, 1]).fraction).toBe(0);
  });
});

describe('time left', () => {
  it('is unknown at first, and while a model loads', () => {
    expect(after(['track', 0, 100, 0]).secondsLeft).toBeNull();
    expect(after(['track', 0, 100, 0], ['track', 1, 100, 60]).secondsLeft).toBeNull();
  });

  it('follows the pace of the running step, not counting the wait before it moved', () => {
    const running = (at: number) =>
      after(['track', 0, 100, 0], ['track', 10, 100, at], ['track', 30, 100, at + 4]);
    // 20 % in 4 s leave 14 s for the other 70 %.
    const left = (job: JobProgress) => job.secondsLeft ?? NaN;
    const others = left(running(0)) - 14;
    expect(others).toBeGreaterThan(0);
    // Ten seconds of loading make the later steps look slower, but not this one.
    expect(left(running(10)) - 14).toBeGreaterThan(others);
    expect(left(running(10))).toBeLessThan(14 + 21 * 5);
  });

  it('scales the steps to come by how slow this machine was so far', () => {
    // Track took three times as long as forecast, so 21 s of plan and render become 63.
    let job = after(['probe', 0, 1, 0], ['track', 0, 10, 3], ['listen', 0, 10, 3]);
    job = endStep(endStep(endStep(job, 'probe', 3), 'listen', 9), 'track', 33);
    expect(job.secondsLeft).toBeCloseTo(63);
  });

  it('waits for the longer of two steps that run side by side, not for both', () => {
    const reports = [
      { step: 'track', done: 10, total: 100 },
      { step: 'listen', done: 10, total: 100 },
      { step: 'track', done: 50, total: 100 },
      { step: 'listen', done: 60, total: 100 },
    ] as const;
    const beside = startProgress({ track: 10, listen: 10 });
    const job = reports.reduce((before, each, i) => report(before, each, i < 2 ? 0 : 4), beside);
    // Track: 40 % in 4 s leave 5 s; listen: 50 % in 4 s leave 3.2 s.
    expect(job.secondsLeft).toBeCloseTo(5);
  });

  it('goes by the pace of signing once that is all that is left', () => {
    const painted = report(startProgress({ render: 10 }), { step: 'render', done: 1, total: 1 }, 10);
    const signing = [0, 1, 2].reduce(
      (job, done) => report(job, { step: 'sign', done, total: 4 }, 10 + 3 * done),
      painted,
    );
    expect(currentStep(signing)).toBe('sign');
    expect(signing.steps.render).toMatchObject({ fraction: 1, endedAt: 10 });
    // A quarter in 3 s, and half of it is left.
    expect(signing.secondsLeft).toBeCloseTo(6);
    const done = endStep(signing, 'render', 22);
    expect(done.steps).toMatchObject({ render: { endedAt: 10 }, sign: { endedAt: 22, fraction: 1 } });
  });

  it('goes to nothing with the last step', () => {
    let job = startProgress(FORECAST);
    for (const step of ['probe', 'track', 'listen', 'plan'] as const)
      job = endStep(report(job, { step, done: 0, total: 1 }, 0), step, 2);
    job = report(
      report(job, { step: 'render', done: 1, total: 100 }, 3),
      { step: 'render', done: 100, total: 100 },
      9,
    );
    expect(job.secondsLeft).toBeCloseTo(0);
  });
});

describe('currentStep', () => {
  it('is none before the first', () => {
    expect(currentStep(startProgress(FORECAST))).toBeNull();
  });
  it('is the one that will take longest of those that run', () => {
    expect(currentStep(after(['listen', 0, 1, 0], ['track', 0, 1, 0]))).toBe('track');
    expect(currentStep(endStep(after(['listen', 0, 1, 0], ['track', 0, 1, 0]), 'track', 1))).toBe('listen');
  });
  it('stays at the last one between two steps', () => {
    expect(currentStep(endStep(after(['probe', 0, 1, 0]), 'probe', 1))).toBe('probe');
  });
});
