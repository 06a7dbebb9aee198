import { describe, expect, it, vi } from 'vitest';
import { DubError } from '../../engine/core/errors';
import { advance, createJob, type Job } from './job';
import { Queue, type Run } from './queue.svelte';
import { Suspended } from './suspended';
import { input, job } from './testing';

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A queue that leads, whose jobs end when the test says so, and what it has stored. */
function setUp({ stored = [], paused = false, finished = [], isReplaced }: Partial<Parameters> = {}) {
  const started: string[] = [];
  const reasons: unknown[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (reason: unknown) => void }>();
  const run: Run = (id, _input, { signal }) => {
    started.push(id);
    return new Promise((resolve, reject) => {
      ends.set(id, { resolve, reject });
      signal.addEventListener('abort', () => {
        reasons.push(signal.reason);
        reject(signal.reason);
      });
    });
  };
  const disk = new Map<string, Job>();
  const store = {
    put: async (jobs: readonly Job[]) => jobs.forEach((one) => disk.set(one.id, one)),
    delete: async (ids: readonly string[]) => ids.forEach((id) => disk.delete(id)),
  };
  const queue = new Queue({ run, store, ...(isReplaced && { isReplaced }) });
  queue.lead(stored, paused, finished);
  const states = () => queue.jobs.map(({ state }) => state);
  return { queue, started, reasons, ends, disk, states };
}
type Parameters = {
  stored: readonly Job[];
  paused: boolean;
  finished: string[];
  isReplaced: () => Promise<boolean>;
};

describe('Queue', () => {
  it('runs one at a time, in order, and goes on after a failure', async () => {
    const { queue, started, ends, states } = setUp();
    const jobs = [job(1), job(2), job(3)];
    const [a, b, c] = jobs.map(({ id }) => id) as [string, string, string];
    queue.add(jobs);
    expect(states()).toEqual(['running', 'waiting', 'waiting']);
    ends.get(a)?.reject(new DubError('input/no-face'));
    await turn();
    expect(states()).toEqual(['failed', 'running', 'waiting']);
    ends.get(b)?.resolve();
    await turn();
    expect(states()).toEqual(['failed', 'done', 'running']);
    expect(started).toEqual([a, b, c]);
  });

  it('calls failed what was aborted without being asked to', async () => {
    const { queue, ends, started, states } = setUp();
    const [a, b] = [job(1), job(2)];
    queue.add([a, b]);
    ends.get(a.id)?.reject(new DOMException('the worker was ended', 'AbortError'));
    await turn();
    expect(states()).toEqual(['failed', 'running']);
    expect(started).toEqual([a.id, b.id]);
  });

  it('runs what is made elsewhere beside what is made here, some at a time', async () => {
    const { queue, ends, states } = setUp();
    const away = Array.from({ length: 9 }, (_, at) => createJob(input, { order: at + 2, away: true }));
    queue.add([job(1), ...away, job(20)]);
    expect(states()).toEqual(['running', ...Array<string>(8).fill('running'), 'waiting', 'waiting']);
    ends.get(away[3]?.id ?? '')?.resolve();
    await turn();
    expect(states().filter((state) => state === 'running')).toHaveLength(9);
    expect(states().at(-1)).toBe('waiting');
    expect(queue.jobs[1]?.away).toBe(true);
  });

  it('waits for the page to be loaded again where the app was replaced', async () => {
    let replaced = false;
    const { queue, ends, started, states } = setUp({ isReplaced: async () => replaced });
    const [a, b, c] = [job(1), job(2), job(3)];
    queue.add([a, b, c]);
    await turn();
    expect(states()).toEqual(['running', 'waiting', 'waiting']);
    ends.get(a.id)?.resolve();
    await turn();
    replaced = true;
    // Its worker is gone from the server.
    ends.get(b.id)?.reject(new DubError('worker/crashed'));
    await turn();
    expect(states()).toEqual(['done', 'waiting', 'waiting']);
    expect(started).toEqual([a.id, b.id]);
  });

  it('fails for what is no fault of a replaced app', async () => {
    const { queue, ends, states } = setUp({ isReplaced: async () => true, stored: [] });
    queue.add([job(1)]);
    await turn();
    expect(states()).toEqual(['waiting']);
    const later = setUp({ isReplaced: vi.fn().mockResolvedValueOnce(false).mockResolvedValue(true) });
    const only = job(1);
    later.queue.add([only]);
    await turn();
    later.ends.get(only.id)?.reject(new DubError('input/no-face'));
    await turn();
    expect(later.states()).toEqual(['failed']);
    expect(ends.size).toBe(0);
  });

  it('starts nothing that was cancelled while it asked', async () => {
    const { queue, started, states } = setUp({ isReplaced: async () => false });
    const only = job(1);
    queue.add([only]);
    queue.obey({ type: 'cancel', id: only.id });
    await turn();
    expect([states(), started]).toEqual([['cancelled'], []]);
  });

  it('takes jobs in while one runs, and each only once', () => {
    const { queue, states } = setUp();
    const first = job(queue.end);
    queue.add([first]);
    const second = job(queue.end);
    queue.add([second]);
    queue.add([second, first]);
    expect(states()).toEqual(['running', 'waiting']);
  });

  it('cancels a waiting job without starting it, and a running one by its signal', async () => {
    const { queue, started, states } = setUp();
    const [first, second] = [job(1), job(2)];
    queue.add([first, second]);
    queue.obey({ type: 'cancel', id: second.id });
    queue.obey({ type: 'cancel', id: first.id });
    expect(states()).toEqual(['stopping', 'cancelled']);
    await turn();
    expect(states()).toEqual(['cancelled', 'cancelled']);
    expect(started).toEqual([first.id]);
  });

  it('suspends the running job at a pause, starts none, and goes on with it afterwards', async () => {
    const { queue, started, reasons, states } = setUp();
    const [first, second] = [job(1), job(2)];
    queue.add([first, second]);
    queue.obey({ type: 'pause' });
    expect(states()).toEqual(['stopping', 'waiting']);
    await turn();
    expect(states()).toEqual(['waiting', 'waiting']);
    expect(reasons[0]).toBeInstanceOf(Suspended);
    queue.obey({ type: 'resume' });
    expect(states()).toEqual(['running', 'waiting']);
    expect(started).toEqual([first.id, first.id]);
  });

  it('waits until the workers have let go before it starts the next', async () => {
    const { queue, started } = setUp();
    const [first, second] = [job(1), job(2)];
    queue.add([first, second]);
    queue.obey({ type: 'pause' });
    queue.obey({ type: 'resume' });
    expect(started).toEqual([first.id]);
    await turn();
    expect(started).toEqual([first.id, first.id]);
  });

  it('stores every change of state, and forgets what was dismissed', async () => {
    const { queue, ends, disk } = setUp();
    const one = job();
    queue.add([one]);
    await queue.saved();
    expect(disk.get(one.id)?.state).toBe('running');
    ends.get(one.id)?.resolve();
    await turn();
    await queue.saved();
    expect(disk.get(one.id)?.state).toBe('done');
    queue.obey({ type: 'dismiss', id: one.id });
    await queue.saved();
    expect(disk.size).toBe(0);
  });

  it('goes on with what a tab that died was at, but not with what was finished or is to be cancelled', async () => {
    const start = { type: 'start', forecast: {}, when: 1 } as const;
    const cut = advance(job(2), start);
    const finished = advance(job(1), start);
    const stopping = advance(advance(job(3), start), { type: 'cancel', when: 1 });
    const { started, states } = setUp({ stored: [stopping, cut, finished], finished: [finished.id] });
    expect(states()).toEqual(['done', 'running', 'cancelled']);
    expect(started).toEqual([cut.id]);
  });

  it('stays paused over a reload', () => {
    const { queue, started } = setUp({ stored: [job()], paused: true });
    expect(queue.paused).toBe(true);
    expect(started).toEqual([]);
  });

  it('runs nothing in a tab that only shows', () => {
    const started: string[] = [];
    const store = { put: async () => {}, delete: async () => {} };
    const queue = new Queue({ run: async (id) => void started.push(id), store });
    queue.show([job()], false);
    queue.add([job()]);
    expect(queue.jobs).toHaveLength(2);
    expect(started).toEqual([]);
  });

  it('counts an unknown failure as a crash, with its cause for the log', async () => {
    const { queue, ends } = setUp();
    const one = job();
    queue.add([one]);
    ends.get(one.id)?.reject(new TypeError('x is undefined'));
    await turn();
    expect(queue.jobs[0]).toMatchObject({
      state: 'failed',
      error: { code: 'worker/crashed', cause: 'TypeError: x is undefined' },
    });
  });
});
