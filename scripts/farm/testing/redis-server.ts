import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A Redis of its own on a free port, which writes down all it is told (AOF). */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'koubo-redis-'));
  readonly #port: number;
  #process: ChildProcess | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const args = ['--port', `${this.#port}`, '--bind', '127.0.0.1', '--dir', this.#folder];
    const program = findRedis();
    if (program === null) throw new Error('There is no redis-server.');
    this.#process = spawn(
      program,
      [...args, '--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
      {
        stdio: 'ignore',
      },
    );
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on('error', () => {});
    // While it reads its log it answers that it is loading.
    while ((await redis.ping().catch(() => '')) !== 'PONG')
      await new Promise((resolve) => setTimeout(resolve, 50));
    redis.disconnect();
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (!running) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
