import { expect, it, vi } from 'vitest';
import { SharedWork } from './shared-work';

const forever = () => new AbortController().signal;
const progress = { step: 'convert', done: 1, total: 2 } as const;

it('is done once for all who want it at the same time, and tells all of them', async () => {
  const shared = new SharedWork();
  const [first, second] = [vi.fn(), vi.fn()];
  let finish = () => {};
  const work = vi.fn((report: (value: typeof progress) => void) => {
    return new Promise<void>((resolve) => {
      finish = () => {
        report(progress);
        resolve();
      };
    });
  });
  const both = [
    shared.run('a', work, { signal: forever(), onProgress: first }),
    shared.run('a', work, { signal: forever(), onProgress: second }),
  ];
  finish();
  await Promise.all(both);
  expect(work).toHaveBeenCalledTimes(1);
  expect(first).toHaveBeenCalledWith(progress);
  expect(second).toHaveBeenCalledWith(progress);
});

it('is done anew once it is over', async () => {
  const shared = new SharedWork();
  const work = vi.fn(async () => {});
  await shared.run('a', work, { signal: forever() });
  await shared.run('a', work, { signal: forever() });
  expect(work).toHaveBeenCalledTimes(2);
});

it('is begun anew by whoever waits, where the first gives it up', async () => {
  const shared = new SharedWork();
  const stop = new AbortController();
  const given = new Promise<void>((_, reject) =>
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error)),
  );
  const first = shared.run('a', () => given, { signal: stop.signal });
  const own = vi.fn(async () => {});
  const second = shared.run('a', own, { signal: forever() });
  stop.abort();
  await expect(first).rejects.toThrow();
  await second;
  expect(own).toHaveBeenCalledTimes(1);
});

it('lets go whoever no longer waits, and goes on for the other', async () => {
  const shared = new SharedWork();
  let finish = () => {};
  const work = () => new Promise<void>((resolve) => (finish = resolve));
  const first = shared.run('a', work, { signal: forever() });
  const stop = new AbortController();
  const second = shared.run('a', work, { signal: stop.signal });
  stop.abort();
  await expect(second).rejects.toThrow();
  finish();
  await first;
});

it('tells all who wait of a failure', async () => {
  const shared = new SharedWork();
  let fail = (_: Error) => {};
  const work = () => new Promise<void>((_, reject) => (fail = reject));
  const both = [shared.run('a', work, { signal: forever() }), shared.run('a', work, { signal: forever() })];
  fail(new Error('damaged'));
  for (const each of both) await expect(each).rejects.toThrow('damaged');
});
