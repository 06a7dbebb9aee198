import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../dub/plan/dub-plan';
import { DubError } from '../dub/errors';
import type { Outcome } from './job';
import { Queue, type Run } from './queue.svelte';
import { chosen, outcome } from './testing';

const input = {
  video: chosen('v.mp4'),
  speech: chosen('s.wav'),
  settings: DEFAULT_SETTINGS,
  encoder: 'auto',
} as const;
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A queue whose jobs end when the test says so. */
function setUp() {
  const started: string[] = [];
  const ends = new Map<string, { resolve: (outcome: Outcome) => void; reject: (reason: unknown) => void }>();
  const run: Run = (id, _input, { signal }) => {
    started.push(id);
    return new Promise((resolve, reject) => {
      ends.set(id, { resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
  const queue = new Queue(run);
  return { queue, started, ends, states: () => queue.jobs.map(({ state }) => state) };
}

describe('Queue', () => {
  it('runs one at a time, in order, and goes on after a failure', async () => {
    const { queue, started, ends, states } = setUp();
    const ids = [queue.add(input), queue.add(input), queue.add(input)] as const;
    expect(states()).toEqual(['running', 'waiting', 'waiting']);
    ends.get(ids[0])?.reject(new DubError('input/no-face'));
    await turn();
    expect(states()).toEqual(['failed', 'running', 'waiting']);
    ends.get(ids[1])?.resolve(outcome(ids[1]));
    await turn();
    expect(states()).toEqual(['failed', 'done', 'running']);
    expect(started).toEqual(ids);
  });

  it('cancels a waiting job without starting it, and a running one by its signal', async () => {
    const { queue, started, states } = setUp();
    const [first, second] = [queue.add(input), queue.add(input)];
    queue.cancel(second);
    queue.cancel(first);
    expect(states()).toEqual(['stopping', 'cancelled']);
    await turn();
    expect(states()).toEqual(['cancelled', 'cancelled']);
    expect(started).toEqual([first]);
  });

  it('keeps what runs when it is told to put it away', async () => {
    const { queue, states } = setUp();
    const id = queue.add(input);
    queue.dismiss(id);
    expect(states()).toEqual(['running']);
    queue.cancel(id);
    await turn();
    queue.dismiss(id);
    expect(states()).toEqual([]);
  });

  it('counts an unknown failure as a crash, with its cause for the log', async () => {
    const { queue, ends } = setUp();
    const id = queue.add(input);
    ends.get(id)?.reject(new TypeError('x is undefined'));
    await turn();
    expect(queue.jobs[0]).toMatchObject({
      state: 'failed',
      error: { code: 'worker/crashed', cause: 'TypeError: x is undefined' },
    });
  });
});
