import type { Redis } from 'ioredis';
import type { FarmQueue } from '../queue/queue';
import { PREFIX } from '../redis';
import { Refusal } from './refusal';
import type { FarmToken } from './tokens';

export type Owned = 'file' | 'job';

const ownersKey = (kind: Owned, id: string) => `${PREFIX}:owners:${kind}:${id}`;
const jobsKey = (name: string) => `${PREFIX}:jobs:${name}`;

const secondsToMidnight = () => Math.ceil(86_400 - ((Date.now() / 1000) % 86_400));
const bytesKey = (name: string) => `${PREFIX}:bytes:${name}:${new Date().toISOString().slice(0, 10)}`;

/** What belongs to which token, and how much each has used of what it may. */
export class Accounts {
  readonly #redis: Redis;
  readonly #queue: FarmQueue;

  constructor(redis: Redis, queue: FarmQueue) {
    this.#redis = redis;
    this.#queue = queue;
  }

  async own(kind: Owned, id: string, { name }: FarmToken): Promise<void> {
    await this.#redis.sadd(ownersKey(kind, id), name);
  }

  async owns(kind: Owned, id: string, { name, admin }: FarmToken): Promise<boolean> {
    return admin || (await this.#redis.sismember(ownersKey(kind, id), name)) === 1;
  }

  /** True where nobody else owns it. */
  async disown(kind: Owned, id: string, { name, admin }: FarmToken): Promise<boolean> {
    const key = ownersKey(kind, id);
    if (admin) await this.#redis.del(key);
    else await this.#redis.srem(key, name);
    await this.#redis.srem(jobsKey(name), id);
    return (await this.#redis.scard(key)) === 0;
  }

  /** Bytes that were uploaded today (UTC). */
  async bytesToday({ name }: Pick<FarmToken, 'name'>): Promise<number> {
    return Number((await this.#redis.get(bytesKey(name))) ?? 0);
  }

  /** Throws a `Refusal` (429) where so many bytes are more than are left of today. */
  async askBytes({ name, bytesADay }: FarmToken, bytes: number): Promise<void> {
    const used = await this.bytesToday({ name });
    if (used + bytes <= bytesADay) return;
    const text = `This token may upload ${bytesADay} bytes a day, and ${used} are used: try again tomorrow (UTC).`;
    throw new Refusal(429, 'api/bytes-a-day', text, secondsToMidnight());
  }

  async useBytes({ name }: FarmToken, bytes: number): Promise<void> {
    await this.#redis
      .multi()
      .incrby(bytesKey(name), bytes)
      .expire(bytesKey(name), 2 * 86_400)
      .exec();
  }

  /** Notes a job that waits or runs. Throws a `Refusal` (429) where the token has as many as it may. */
  async beginJob({ name, jobs }: FarmToken, id: string): Promise<void> {
    const key = jobsKey(name);
    if ((await this.#redis.sismember(key, id)) === 1) return;
    if ((await this.#redis.scard(key)) >= jobs) await this.#forgetEnded(key);
    if ((await this.#redis.scard(key)) >= jobs) {
      const text = `This token may have ${jobs} jobs that wait or run: try again when some have ended.`;
      throw new Refusal(429, 'api/jobs', text, 60);
    }
    await this.#redis.sadd(key, id);
  }

  async #forgetEnded(key: string): Promise<void> {
    for (const id of await this.#redis.smembers(key)) {
      const state = (await this.#queue.stateOf(id))?.state;
      if (state !== 'waiting' && state !== 'running') await this.#redis.srem(key, id);
    }
  }
}
