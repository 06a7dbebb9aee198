import { Redis } from 'ioredis';

/** All keys of the farm begin so; BullMQ's and our own. */
export const PREFIX = 'koubo';

/** How long somebody who waits for an answer is left waiting while Redis is away, milliseconds. */
const ANSWER_MS = 10_000;

/**
 * A connection that comes back by itself. `patient` ones wait for Redis however long it is away, as workers do; the
 * others fail after `answerMs`, so that a person is told.
 */
export function connect(url: string, { patient = false, answerMs = ANSWER_MS } = {}): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 2000),
    ...(!patient && { commandTimeout: answerMs }),
  });
  // Without a listener the reason would end the program; commands report it to whoever sent them.
  redis.on('error', () => {});
  return redis;
}

/** What Redis says where it cannot do now what it could do later: it is starting, busy, full, or not in charge. */
const LATER =
  /^(LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|ERR max number of clients)\b/;
/** What the client says of one that does not answer. */
const SILENT =
  /^(Command timed out|Connection is closed|Command aborted due to connection close|Stream isn't writeable|Socket timeout|connect ETIMEDOUT)/;

/** Whether something failed because Redis is away, silent or not able to: later it may go well. */
export function isRedisAway(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  if (reason.name === 'ReplyError') return LATER.test(reason.message);
  const { syscall } = reason as NodeJS.ErrnoException;
  return SILENT.test(reason.message) || syscall === 'connect';
}

/** Throws what a person should know where no Redis answers at `url`. */
export async function checkRedis(url: string): Promise<void> {
  const once = {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: 5000,
  };
  const redis = new Redis(url, { ...once, commandTimeout: 5000 });
  let why = '';
  redis.on('error', (reason: Error) => (why ||= reason.message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (reason) {
    const told = why || (reason as Error).message;
    throw new Error(`Redis does not answer (${told}): start it, or name its address with --redis.`);
  } finally {
    redis.disconnect();
  }
}
