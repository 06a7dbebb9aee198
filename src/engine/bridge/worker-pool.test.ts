import { expect, it } from 'vitest';
import { WorkerPool } from './worker-pool';

type Service = { look(): void };

it('lets the others go on beside one that takes long, and makes no more workers than it may', async () => {
  let made = 0;
  const make = () => {
    made++;
    return {
      run: <T>(call: (service: never, port: never) => Promise<T>) => call({} as never, {} as never),
      dispose: () => {},
    };
  };
  const pool = new WorkerPool<Service>(make, 2);
  const options = { signal: new AbortController().signal };
  let end = () => {};
  const long = pool.run(() => new Promise<void>((resolve) => (end = resolve)), options);
  const done: number[] = [];
  await Promise.all([1, 2, 3].map((n) => pool.run(async () => void done.push(n), options)));
  expect([done, made]).toEqual([[1, 2, 3], 2]);
  end();
  await long;
  await pool.run(async () => void done.push(4), options);
  expect([done.at(-1), made]).toEqual([4, 2]);
});
