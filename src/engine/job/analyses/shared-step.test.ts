import { describe, expect, it } from 'vitest';
import type { Progress } from '../../core/progress';
import { shareStep, together } from './shared-step';

it('folds two parts into one step, by weight, and never goes back', () => {
  const seen: Progress[] = [];
  const [a, b] = shareStep('listen', [3, 1], (progress) => seen.push(progress));
  a?.({ step: 'listen', done: 50, total: 100 });
  b?.({ step: 'track', done: 1, total: 1 });
  a?.({ step: 'listen', done: 25, total: 100 });
  expect(seen).toEqual([
    { step: 'listen', done: 1.5, total: 4 },
    { step: 'listen', done: 2.5, total: 4 },
    { step: 'listen', done: 2.5, total: 4 },
  ]);
});

describe('together', () => {
  it('answers with both', async () => {
    await expect(together(new AbortController(), Promise.resolve(1), Promise.resolve('b'))).resolves.toEqual([
      1,
      'b',
    ]);
  });

  it('stops the other, waits for it, and fails with what failed first', async () => {
    const stop = new AbortController();
    let letGo = false;
    const other = new Promise((_, reject) => {
      stop.signal.addEventListener('abort', () =>
        setTimeout(() => {
          letGo = true;
          reject(new Error('stopped'));
        }, 5),
      );
    });
    const first = new Error('first');
    await expect(together(stop, other, Promise.reject(first))).rejects.toBe(first);
    expect(letGo).toBe(true);
  });
});
