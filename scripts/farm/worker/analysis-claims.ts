import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { PREFIX } from '../redis';
import { analysesKey, type Store } from '../store/store';

/** A worker that died lets go after so long, milliseconds; a living one renews. */
const CLAIM_MS = 20_000;
const LOOK_MS = 250;
/** A worker runs for months. */
const MOST_KNOWN = 100_000;

/** Only who holds a claim may renew it or let it go. */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

const keyOf = (source: string) => `${PREFIX}:analysing:${source}`;

export type Claim = {
  /** Resolves when each source is known, or is this job's to look into. Throws the signal's reason. */
  take(signal: AbortSignal): Promise<void>;
  release(source: string): Promise<void>;
  releaseAll(): Promise<void>;
};

/** Sees to it that no two workers look into the same new file at once: N videos with M speeches are N + M analyses. */
export class AnalysisClaims {
  readonly #redis: Redis;
  readonly #store: Store;
  /** What was seen to be known: where it goes later, two may look into it at once. */
  readonly #known = new Set<string>();

  constructor(redis: Redis, store: Store) {
    this.#redis = redis;
    this.#store = store;
  }

  of(sources: readonly string[]): Claim {
    const held = new Set<string>();
    const token = randomUUID();
    const renew = () => {
      for (const source of held) this.#redis.eval(RENEW, 1, keyOf(source), token, CLAIM_MS).catch(() => {});
    };
    const timer = setInterval(renew, CLAIM_MS / 4);
    const release = async (source: string) => {
      if (held.delete(source)) await this.#redis.eval(RELEASE, 1, keyOf(source), token).catch(() => {});
    };
    return {
      take: async (signal) => {
        // In one order everywhere, so that no two wait for each other.
        for (const source of [...new Set(sources)].sort())
          if (await this.#takeOne(source, token, signal)) held.add(source);
      },
      release,
      releaseAll: async () => {
        clearInterval(timer);
        await Promise.all([...held].map(release));
      },
    };
  }

  #remember(source: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.add(source);
  }

  /** True where it is ours now, false where it is known already. */
  async #takeOne(source: string, token: string, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#known.has(source)) return false;
      if ((await this.#store.list(analysesKey(source))).length > 0) {
        this.#remember(source);
        return false;
      }
      if ((await this.#redis.set(keyOf(source), token, 'PX', CLAIM_MS, 'NX')) === 'OK') return true;
      await sleep(LOOK_MS, undefined, { signal });
    }
  }
}
