import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { collectGarbage } from './collect-garbage';

const INTERVAL = 20_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('has the memory counted every 20 seconds, until it is stopped', async () => {
  const count = vi.fn(() => Promise.resolve({ bytes: 1 }));
  const stop = collectGarbage({ measureUserAgentSpecificMemory: count });
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  expect(count).toHaveBeenCalledTimes(3);
  stop();
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  expect(count).toHaveBeenCalledTimes(3);
});

it('waits for a count that takes long, and goes on after one that is refused', async () => {
  const waiting: (() => void)[] = [];
  const count = vi.fn(
    () => new Promise((_, reject) => waiting.push(() => reject(new DOMException('no', 'SecurityError')))),
  );
  const stop = collectGarbage({ measureUserAgentSpecificMemory: count });
  await vi.advanceTimersByTimeAsync(3 * INTERVAL);
  expect(count).toHaveBeenCalledTimes(1);
  waiting.forEach((end) => end());
  await vi.advanceTimersByTimeAsync(INTERVAL);
  expect(count).toHaveBeenCalledTimes(2);
  stop();
});

it('does nothing where the browser does not count', async () => {
  const stop = collectGarbage({});
  await vi.advanceTimersByTimeAsync(2 * INTERVAL);
  stop();
});
