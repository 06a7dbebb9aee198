import type { Redis } from 'ioredis';
import { QUEUE } from '../queue/queue';
import { PREFIX } from '../redis';

const lockKey = (id: string) => `${PREFIX}:${QUEUE}:${id}:lock`;

/** Ids of the jobs that a worker is at, as the queue knows it; `owner` is the worker's `id`. */
export async function heldBy(redis: Redis, owner: string): Promise<string[]> {
  const held: string[] = [];
  for (const id of await redis.lrange(`${PREFIX}:${QUEUE}:active`, 0, -1))
    if ((await redis.get(lockKey(id)))?.startsWith(`${owner}:`)) held.push(id);
  return held;
}

/** Lets locks go as time would, so that others see at once that nobody is at these jobs any more. */
export async function expireLocks(redis: Redis, ids: readonly string[]): Promise<void> {
  for (const id of ids) await redis.del(lockKey(id));
}
