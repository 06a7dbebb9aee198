import { expect, it } from 'vitest';
import { advance, createJob, isActive, type Job } from '../job';
import { expectedEach, outlook } from './outlook';
import { input, job, source } from '../testing';

const make = (order: number, video: string, createdAt = 0): Job => ({
  ...createJob({ ...input, video: source(video) }, { order }),
  createdAt,
});
const start = (each: Job) => advance(each, { type: 'start', forecast: { probe: 1, render: 9 }, when: 0 });
const finish = (each: Job, when: number) => advance(start(each), { type: 'finish', when });

it('expects a file to be analysed once', () => {
  const inputs = ['a.mp4', 'a.mp4', 'b.mp4'].map((name) => ({ ...input, video: source(name) }));
  const [first = 0, second = 0, third = 0] = expectedEach(inputs, {});
  expect(second).toBeLessThan(first);
  expect(third).toBeGreaterThan(second);
  const [slower = 0] = expectedEach(inputs, { reuse: 2, wav2lip: 9 });
  expect(slower).toBeCloseTo(2 * first);
});

it('says nothing of a queue that has nothing to do', () => {
  expect(outlook([], {})).toBeNull();
  expect(outlook([finish(job(), 5)], {})).toBeNull();
});

it('counts the jobs of this stretch of work', () => {
  const jobs = [
    finish(make(1, 'old.mp4', 10), 20),
    finish(make(2, 'a.mp4', 100), 120),
    advance(start(make(3, 'b.mp4', 100)), { type: 'fail', error: { code: 'input/no-face' }, when: 130 }),
    advance(make(4, 'c.mp4', 100), { type: 'cancel', when: 130 }),
    start(make(5, 'd.mp4', 100)),
    make(6, 'e.mp4', 100),
  ];
  expect(outlook(jobs, {})).toMatchObject({ ended: 2, failed: 1, total: 4 });
});

it('goes by the running job’s own pace, and by what the others are expected to take', () => {
  const jobs = [start(make(1, 'a.mp4')), make(2, 'b.mp4')];
  const before = outlook(jobs, {});
  const [, waiting = 0] = expectedEach(
    jobs.map((each) => each.input),
    {},
  );
  let running = jobs[0]!;
  for (const at of [10, 11, 12, 13])
    running = advance(running, {
      type: 'report',
      progress: { step: 'render', done: (at - 9) / 10, total: 1 },
      at,
    });
  const after = outlook([running, jobs[1]!], {});
  expect(after!.fraction).toBeGreaterThan(before!.fraction);
  const own = isActive(running) ? running.progress.secondsLeft : null;
  expect(own).toBeGreaterThan(5);
  expect(after!.secondsLeft).toBeCloseTo(own! + waiting);
});

it('knows of jobs that are made elsewhere only what is told there', () => {
  const here = make(1, 'a.mp4');
  const [seconds = 0] = expectedEach([here.input], {});
  const away = start(createJob(input, { order: 2, away: true }));
  const tell = (secondsLeft: number | null) =>
    advance(away, {
      type: 'away',
      progress: { stage: secondsLeft === null ? 'wait' : 'make', step: null, fraction: 0.2, secondsLeft },
    });
  expect(outlook([here, tell(null)], {})).toMatchObject({ secondsLeft: null, total: 2 });
  expect(outlook([createJob(input, { order: 2, away: true })], {})?.secondsLeft).toBeNull();
  expect(outlook([here, tell(seconds + 500)], {})?.secondsLeft).toBe(seconds + 500);
  expect(outlook([here, tell(0)], {})?.secondsLeft).toBeCloseTo(seconds);
  const ended = { ...advance(tell(3), { type: 'finish', when: 9 }), createdAt: 0 };
  expect(outlook([here, ended], {})?.secondsLeft).toBeCloseTo(seconds);
});
