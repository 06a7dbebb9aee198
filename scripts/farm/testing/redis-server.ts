import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { onPath } from '../../chromium';

const SERVERS = ['redis-server', 'valkey-server'];

/** Path of a Redis or Valkey; null where there is none. Throws in CI, where one has to be. */
export function findRedis(): string | null {
  const found = SERVERS.map(onPath).find((path) => path !== null) ?? null;
  if (found === null && process.env.CI)
    throw new Error('The farm is tested with redis-server, which is not installed.');
  return found;
}

/** Where tests of the farm are skipped, the reason stands in their name. */
export const redisMissing = findRedis() === null;
export const withRedis = redisMissing ? ' (skipped: no redis-server)' : '';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * A program of which nothing is left when whoever started it is gone, however that went: then its input ends. The first line
 * of the output is the program's own process.
 */
const GUARD = '"$@" < /dev/null > /dev/null 2>&1 & echo $!; cat > /dev/null; kill -9 $! 2> /dev/null; wait';

const LOOPBACK = '127.0.0.1';

export type RedisOptions = {
  /** True: what was answered is on the disk, so that nothing is forgotten when it is killed. Else as docs/farm.md tells. */
  readonly durable?: boolean;
  /** Address that it listens at (127.0.0.1); at any other everybody who reaches it may use it. */
  readonly host?: string;
};

/** A Redis of its own on a free port, which writes down all it is told (AOF). */
export class RedisServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'koubo-redis-'));
  readonly #port: number;
  readonly #options: RedisOptions;
  #guard: ChildProcess | null = null;
  #pid = 0;

  private constructor(port: number, options: RedisOptions) {
    this.#port = port;
    this.#options = options;
  }

  static async start(options: RedisOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  get #host(): string {
    return this.#options.host ?? LOOPBACK;
  }

  get url(): string {
    return `redis://${this.#host}:${this.#port}`;
  }

  get pid(): number {
    return this.#pid;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const where = ['--bind', this.#host, ...(this.#host === LOOPBACK ? [] : ['--protected-mode', 'no'])];
    const args = ['--port', `${this.#port}`, ...where, '--dir', this.folder];
    const log = ['--appendonly', 'yes', '--appendfsync', this.#options.durable ? 'always' : 'everysec'];
    const program = findRedis();
    if (program === null) throw new Error('There is no redis-server.');
    const command = [program, ...args, ...log, '--save', '', '--maxmemory-policy', 'noeviction'];
    const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', ...command], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#guard = guard;
    const [line] = (await once(guard.stdout, 'data')) as [Buffer];
    this.#pid = Number(line.toString());
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on('error', () => {});
    try {
      // While it reads its log it answers that it is loading.
      while ((await redis.ping().catch(() => '')) !== 'PONG') await sleep(50);
    } finally {
      redis.disconnect();
    }
  }

  /** Leaves it there without an answer, until `resume`. */
  pause(): void {
    process.kill(this.#pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.#pid, 'SIGCONT');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const guard = this.#guard;
    this.#guard = null;
    if (!guard) return;
    const gone = once(guard, 'exit');
    guard.stdin?.end();
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
