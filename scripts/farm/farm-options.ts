import { UsageError } from '../setting-flags';
import { checkRedis, connect } from './redis';
import { FarmQueue } from './queue/queue';
import { openStore } from './store/open-store';
import type { Store } from './store/store';

const text = { type: 'string' } as const;

/** Where the farm is, for `parseArgs`. */
export const FARM_FLAGS = { redis: text, store: text } as const;

export const FARM_USAGE = `  --redis URL       the queue's Redis or Valkey (KOUBO_REDIS, else redis://127.0.0.1:6379)
  --store DIR       the folder that all machines share (KOUBO_STORE), or s3://BUCKET/PREFIX (docs/farm.md)`;

export type FarmPlace = { readonly redis: string; readonly store: Store };

/** Throws a `UsageError` where it is not said where the files lie, and what a person should know where they cannot. */
export async function farmPlace(values: { redis?: string; store?: string }): Promise<FarmPlace> {
  const store = values.store ?? process.env.KOUBO_STORE;
  if (!store) throw new UsageError('--store or KOUBO_STORE is needed: the folder that all machines share.');
  const redis = values.redis ?? process.env.KOUBO_REDIS ?? 'redis://127.0.0.1:6379';
  if (!/^rediss?:\/\//.test(redis)) throw new UsageError('--redis wants redis://HOST:PORT.');
  return { redis, store: await openStore(store) };
}

/** The queue for as long as `use` runs. Throws what a person should know where Redis does not answer. */
export async function withQueue<T>(
  { redis: url, store }: FarmPlace,
  use: (queue: FarmQueue, redis: ReturnType<typeof connect>) => Promise<T>,
): Promise<T> {
  await checkRedis(url);
  const redis = connect(url);
  try {
    const queue = new FarmQueue(redis, store);
    try {
      return await use(queue, redis);
    } finally {
      await queue.close();
    }
  } finally {
    redis.disconnect();
  }
}
