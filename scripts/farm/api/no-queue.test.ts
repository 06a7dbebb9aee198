import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Redis } from 'ioredis';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { redisMissing, RedisServer, withRedis } from '../testing/redis-server';
import type { App } from './context';
import { buildApi } from './server';
import { makeToken, TokenBook } from './tokens';

const HASH = 'a'.repeat(64);

describe.skipIf(redisMissing)(`the HTTP interface without its queue${withRedis}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-no-queue-'));
  const store = new FolderStore(join(folder, 'store'));
  const boss = makeToken({ name: 'boss', admin: true, jobs: 10, bytesADay: 1e9 });
  const ann = makeToken({ name: 'ann', admin: false, jobs: 10, bytesADay: 1e9 });
  const logged: unknown[][] = [];
  let server: RedisServer;
  let redis: Redis;
  let queue: FarmQueue;
  let app: App;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = connect(server.url, { answerMs: 500 });
    queue = new FarmQueue(redis, store);
    const tokens = new TokenBook([boss.kept, ann.kept]);
    app = await buildApi({ redis, store, queue, tokens });
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await app.close();
    await queue.close();
    redis.disconnect();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const json = { 'content-type': 'application/json' };
  const bytes = { 'content-type': 'application/octet-stream' };
  const wish = JSON.stringify({
    video: { file: HASH, name: 'v' },
    speech: { file: HASH, name: 's' },
    consent: 'x',
  });
  /** One request of each kind; all of them need the queue. */
  const requests = [
    { method: 'GET', url: '/v1/health' },
    { method: 'GET', url: '/v1/account' },
    { method: 'POST', url: '/v1/files', headers: bytes, payload: 'bytes' },
    { method: 'GET', url: `/v1/files/${HASH}` },
    { method: 'PUT', url: `/v1/uploads/${HASH}/0`, headers: bytes, payload: 'bytes' },
    { method: 'POST', url: '/v1/jobs', headers: json, payload: wish },
    { method: 'GET', url: `/v1/jobs/${HASH}` },
    { method: 'DELETE', url: `/v1/jobs/${HASH}` },
    { method: 'GET', url: `/v1/jobs/${HASH}/events` },
    { method: 'GET', url: `/v1/jobs/${HASH}/result` },
  ] as const;
  const ofAdmin = [
    { method: 'GET', url: '/metrics' },
    { method: 'GET', url: '/admin/api/queues' },
    { method: 'GET', url: `/v1/jobs/${HASH}` },
    { method: 'DELETE', url: `/v1/jobs/${HASH}` },
  ] as const;

  const askAll = () =>
    Promise.all(
      [
        ...requests.map((each) => ({ ...each, token: ann.token })),
        ...ofAdmin.map((each) => ({ ...each, token: boss.token })),
      ].map(async ({ token, ...each }) => {
        const headers = { ...('headers' in each && each.headers), authorization: `Bearer ${token}` };
        const answer = await app.inject({ ...each, headers });
        return `${each.method} ${each.url} ${answer.statusCode} ${String(answer.headers['retry-after'])} ${answer.body}`;
      }),
    );

  const expectLater = async () => {
    vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void logged.push(words));
    for (const answer of await askAll()) expect(answer).toMatch(/ 503 60 .*api\/no-queue/);
  };
  const expectWell = async () => {
    await vi.waitFor(async () => expect((await app.inject({ url: '/v1/health' })).statusCode).toBe(200), {
      timeout: 30_000,
    });
    for (const answer of await askAll()) expect(answer).toMatch(/ (20\d|40[49]) /);
  };

  it('says that it is to be asked later while Redis is silent, and works when it speaks again', async () => {
    await expectWell();
    server.pause();
    try {
      await expectLater();
    } finally {
      server.resume();
    }
    await expectWell();
  });

  it('says so while Redis is gone, and works when it has come back', async () => {
    await server.kill();
    try {
      await expectLater();
    } finally {
      await server.start();
    }
    await expectWell();
  });
});
