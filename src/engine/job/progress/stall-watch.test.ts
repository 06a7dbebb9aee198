import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SILENCE, StallWatch } from './stall-watch';

const never = () => new Promise<never>(() => {});

describe('StallWatch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const watch = () => new StallWatch(() => Date.now() / 1000, 60);
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  const stateOf = (promise: Promise<unknown>) => {
    const seen = { ended: false, reason: undefined as unknown };
    promise.then(
      () => (seen.ended = true),
      (reason: unknown) => Object.assign(seen, { ended: true, reason }),
    );
    return seen;
  };

  it('ends a stage that says nothing in more than a minute and less than 90 seconds, by its name', async () => {
    const seen = stateOf(watch().during('track', never));
    await pass(60);
    expect(seen.ended).toBe(false);
    await pass(29);
    expect(seen.reason).toMatchObject({ code: 'job/stalled', detail: { step: 'track' } });
  });

  it('ends a stage that says the same again and again', async () => {
    const stall = watch();
    const seen = stateOf(stall.during('listen', never));
    for (let second = 0; second < 90; second++) {
      stall.saw({ step: 'listen', done: 1, total: 2 });
      await pass(1);
    }
    expect(seen.reason).toMatchObject({ code: 'job/stalled' });
  });

  it('lets a slow stage be as slow as it is', async () => {
    const stall = watch();
    const seen = stateOf(stall.during('render', never));
    for (let done = 0; done < 3; done++) {
      stall.saw({ step: 'render', done, total: 9 });
      await pass(30);
    }
    stall.saw({ step: 'render', done: 4, total: 9 });
    await pass(200);
    expect(seen.ended).toBe(false);
    await pass(150);
    expect(seen.reason).toMatchObject({ code: 'job/stalled' });
  });

  it('counts signing as part of the render, and each stage by itself', async () => {
    const stall = watch();
    const [track, render] = [stateOf(stall.during('track', never)), stateOf(stall.during('render', never))];
    for (let done = 0; done < 100; done++) {
      stall.saw({ step: 'sign', done, total: 100 });
      await pass(1);
    }
    expect([track.ended, render.ended]).toEqual([true, false]);
  });

  it('does not take a sleeping computer for a stage that hangs', async () => {
    const stall = watch();
    const seen = stateOf(stall.during('render', never));
    await pass(10);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await pass(2);
    expect(seen.ended).toBe(false);
    stall.saw({ step: 'render', done: 1, total: 9 });
    await pass(SILENCE - 5);
    expect(seen.ended).toBe(false);
  });

  it('gives what the work gives', async () => {
    await expect(watch().during('plan', () => Promise.resolve(7))).resolves.toBe(7);
    await expect(watch().during('plan', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });
});
