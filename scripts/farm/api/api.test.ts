import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Redis } from 'ioredis';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { sendMalformed, type Answered } from '../testing/malformed';
import { redisMissing, RedisServer, withRedis } from '../testing/redis-server';
import { drawnResult, DrawnStudio } from '../testing/work';
import { FarmWorker } from '../worker/worker';
import type { App } from './context';
import type { JobAnswer } from './schemas';
import { buildApi } from './server';
import { makeToken, TokenBook } from './tokens';

describe.skipIf(redisMissing)(`the HTTP interface${withRedis}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-api-'));
  const store = new FolderStore(join(folder, 'store'));
  const quota = { admin: false, jobs: 2, bytesADay: 2_000_000 };
  const [ann, ben, boss] = [
    makeToken({ name: 'ann', ...quota, jobs: 1000 }),
    makeToken({ name: 'ben', ...quota }),
    makeToken({ name: 'boss', ...quota, admin: true }),
  ];
  const told: { headers: IncomingHttpHeaders; body: string }[] = [];
  let listenerFails = 1;
  const listener = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      told.push({ headers: request.headers, body });
      response.writeHead(listenerFails-- > 0 ? 500 : 200).end();
    });
  });
  let server: RedisServer;
  let redis: Redis;
  let queue: FarmQueue;
  let app: App;
  let worker: FarmWorker;
  let url = '';
  let hook = '';

  beforeAll(async () => {
    server = await RedisServer.start();
    redis = connect(server.url);
    queue = new FarmQueue(redis, store);
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    hook = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    app = await buildApi({
      ...{ redis, store, queue, tokens: new TokenBook([ann.kept, ben.kept, boss.kept]), webhooks: [hook] },
      limits: { fileBytes: 1_000_000, atOnce: 3, requestsAMinute: 1_000_000, idleMs: 5000, retryMs: 200 },
    });
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    const slow = () =>
      new DrawnStudio(async ({ work, signal }) => {
        if (work.consent === 'slow') await sleep(60_000, undefined, { signal });
      });
    worker = new FarmWorker({
      redis: server.url,
      store,
      studios: [slow(), slow()],
      lockMs: 60_000,
      stalledMs: 1000,
    });
  });
  afterAll(async () => {
    await app.close();
    await worker.close();
    await queue.close();
    redis.disconnect();
    await server.close();
    listener.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (path: string, { token = ann.token, ...init }: RequestInit & { token?: string } = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, ...(init.headers as object) },
    });
  const upload = async (text: string, token = ann.token) => {
    const answer = await ask('/v1/files', { token, method: 'POST', body: text });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { id: string; bytes: number; known: boolean };
  };
  const submit = (wish: object, token = ann.token) =>
    ask('/v1/jobs', {
      token,
      method: 'POST',
      body: JSON.stringify(wish),
      headers: { 'Content-Type': 'application/json' },
    });
  const wishOf = async (name: string, more: object = {}, token = ann.token) => ({
    video: { file: (await upload(`video of ${name}`, token)).id, name: 'v.mp4' },
    speech: { file: (await upload(`speech of ${name}`, token)).id, name: 's.wav' },
    ...{ consent: 'Ann', ...more },
  });
  const jobOf = async (answer: Response) => (await answer.json()) as JobAnswer;
  const done = (id: string) =>
    vi.waitFor(async () => expect((await jobOf(await ask(`/v1/jobs/${id}`))).state).toBe('done'), {
      timeout: 10_000,
    });

  it('takes files, makes a video of them and gives it out, whole and in parts', async () => {
    expect(await (await fetch(`${url}/v1/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await upload('twice')).toMatchObject({ bytes: 5, known: false });
    expect(await upload('twice')).toMatchObject({ known: true });
    const answer = await submit(await wishOf('first', { settings: { opening: 1.2, format: 'mp4' } }));
    expect(answer.status).toBe(202);
    const { id } = await jobOf(answer);
    await done(id);
    const text = drawnResult(id);
    const whole = await ask(`/v1/jobs/${id}/result`);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(await whole.text()).toBe(text);
    const part = await ask(`/v1/jobs/${id}/result`, { headers: { Range: 'bytes=2-5' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 2-5/${text.length}`]);
    expect(await part.text()).toBe(text.slice(2, 6));
    expect((await ask(`/v1/jobs/${id}/result`, { headers: { Range: 'bytes=9999-' } })).status).toBe(416);
  });

  it('tells how a job gets on until it ends', async () => {
    const { id } = await jobOf(await submit(await wishOf('events')));
    const events = await ask(`/v1/jobs/${id}/events`);
    expect(events.headers.get('content-type')).toBe('text/event-stream');
    const states = [...(await events.text()).matchAll(/^event: job\ndata: (.*)$/gm)].map(
      ([, data]) => JSON.parse(data ?? '') as JobAnswer,
    );
    expect(states.at(-1)).toMatchObject({ id, state: 'done', percent: 100 });
  });

  it('takes a file piece by piece, and goes on where it was broken off', async () => {
    const [head, tail] = ['the first half, ', 'and the second'];
    const id = createHash('sha256').update(`${head}${tail}`).digest('hex');
    const put = (at: number, body: string, token = ann.token) =>
      ask(`/v1/uploads/${id}/${at}`, { token, method: 'PUT', body });
    const come = async (token = ann.token) =>
      ((await (await ask(`/v1/uploads/${id}`, { token })).json()) as { bytes: number }).bytes;
    const end = (token = ann.token) => ask(`/v1/uploads/${id}`, { token, method: 'POST' });
    expect((await ask(`/v1/files/${id}`)).status).toBe(404);
    expect(await come()).toBe(0);
    // What lies behind a gap does not count.
    expect((await put(head.length, tail)).status).toBe(204);
    expect(await come()).toBe(0);
    expect((await put(0, head)).status).toBe(204);
    expect(await come()).toBe(head.length + tail.length);
    expect(await come(ben.token)).toBe(0);
    expect(await (await end()).json()).toEqual({ id, bytes: head.length + tail.length, known: false });
    expect(await (await ask(`/v1/files/${id}`)).json()).toMatchObject({ id, known: true });
    // Who names another's file without having it gets nothing.
    expect((await ask(`/v1/files/${id}`, { token: ben.token })).status).toBe(404);
    expect((await put(0, 'something else', ben.token)).status).toBe(204);
    const other = await end(ben.token);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([409, 'api/other-file']);
    expect(await come(ben.token)).toBe(0);
    expect((await put(999_995, 'x'.repeat(10))).status).toBe(413);
    expect((await put(5, 'x'.repeat(1_000_000))).status).toBe(413);
    expect(readdirSync(join(folder, 'store/uploads'))).toEqual([]);
  });

  it('takes requests for one upload that come at the same time, and fails of none', async () => {
    const id = createHash('sha256').update('the bytes').digest('hex');
    const statuses = new Set<number>();
    const lane = async () => {
      for (let i = 0; i < 15; i++) {
        const put = { method: 'PUT', body: i % 2 ? 'the bytes' : 'other bytes' };
        statuses.add((await ask(`/v1/uploads/${id}/0`, put)).status);
        statuses.add((await ask(`/v1/uploads/${id}`, { method: 'POST' })).status);
      }
    };
    await Promise.all(Array.from({ length: 3 }, lane));
    expect([...statuses].filter((status) => ![200, 204, 400, 409].includes(status))).toEqual([]);
    await ask(`/v1/uploads/${id}`, { method: 'POST' });
    expect((await ask(`/v1/uploads/${id}/0`, { method: 'PUT', body: 'the bytes' })).status).toBe(204);
    expect((await ask(`/v1/uploads/${id}`, { method: 'POST' })).status).toBe(200);
  });

  it('tells a token what it allows', async () => {
    const account = (await (await ask('/v1/account')).json()) as Record<string, unknown>;
    expect(account).toMatchObject({ name: 'ann', fileBytes: 1_000_000, jobs: 1000, bytesADay: 2_000_000 });
    expect(account.bytesToday).toBeGreaterThan(0);
    expect((await fetch(`${url}/v1/account`)).status).toBe(401);
  });

  it('shows a token nothing of another, and nobody anything without one', async () => {
    const { id } = await jobOf(await submit(await wishOf('private')));
    for (const path of [`/v1/jobs/${id}`, `/v1/jobs/${id}/events`, `/v1/jobs/${id}/result`]) {
      expect((await ask(path, { token: ben.token })).status).toBe(404);
      expect((await fetch(`${url}${path}`)).status).toBe(401);
      expect((await ask(path, { token: 'x'.repeat(43) })).status).toBe(401);
    }
    // Who knows another's hash has not uploaded the file.
    const wish = await wishOf('private');
    expect((await submit(wish, ben.token)).status).toBe(404);
    expect((await ask('/metrics')).status).toBe(403);
    expect((await ask('/admin/', {})).status).toBe(403);
    expect((await fetch(`${url}/admin/`)).headers.get('www-authenticate')).toMatch(/^Basic/);
  });

  it('answers 413 and 429 with a reason', async () => {
    const reason = async (answer: Response, status: number) => {
      expect(answer.status).toBe(status);
      return ((await answer.json()) as { code: string }).code;
    };
    const large = await ask('/v1/files', { method: 'POST', body: 'x'.repeat(1_000_001) });
    expect(await reason(large, 413)).toBe('api/too-large');
    expect(await reason(await submit({ consent: 'x'.repeat(70_000) }), 413)).toBe('api/too-large');
    for (let i = 0; i < 2; i++) await upload(`${i}${'y'.repeat(900_000)}`, ben.token);
    const more = await ask('/v1/files', { token: ben.token, method: 'POST', body: 'z'.repeat(900_000) });
    expect(await reason(more, 429)).toBe('api/bytes-a-day');
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0);
    const slow: string[] = [];
    for (let i = 0; i < 2; i++) {
      const wish = await wishOf(`ben ${i}`, { consent: 'slow' }, ben.token);
      slow.push((await jobOf(await submit(wish, ben.token))).id);
    }
    expect(await reason(await submit(await wishOf('ben 3', {}, ben.token), ben.token), 429)).toBe('api/jobs');
    // What is given up makes room.
    for (const id of slow)
      expect((await ask(`/v1/jobs/${id}`, { token: ben.token, method: 'DELETE' })).status).toBe(204);
    expect((await ask(`/v1/jobs/${slow[0]}`, { token: ben.token })).status).toBe(404);
    expect((await submit(await wishOf('ben 3', {}, ben.token), ben.token)).status).toBe(202);
  });

  it('tells a webhook of the end, signed, until it is heard, and no other address', async () => {
    expect((await submit(await wishOf('hooked', { webhook: 'http://169.254.169.254/' }))).status).toBe(400);
    const { id } = await jobOf(await submit(await wishOf('hooked', { webhook: `${hook}/heard` })));
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), { timeout: 30_000 });
    const [first, again] = told;
    expect(again?.body).toBe(first?.body);
    expect(JSON.parse(again?.body ?? '')).toMatchObject({ type: 'job.done', data: { id, state: 'done' } });
    const {
      'webhook-id': name,
      'webhook-timestamp': at,
      'webhook-signature': signature,
    } = again?.headers ?? {};
    const mac = createHmac('sha256', Buffer.from(ann.kept.webhookSecret, 'base64'));
    expect(signature).toBe(
      `v1,${mac.update(`${String(name)}.${String(at)}.${again?.body}`).digest('base64')}`,
    );
  });

  it('frees the slot of a client that stops sending', async () => {
    const { port } = new URL(url);
    const sockets = Array.from({ length: 3 }, () => {
      const socket = connectSocket(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(
        `POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ann.token}\r\nContent-Length: 500\r\n\r\nhalf`,
      );
      return socket;
    });
    const fourth = async () => (await ask('/v1/files', { method: 'POST', body: 'fourth' })).status;
    await sleep(500);
    expect(await fourth()).toBe(429);
    await vi.waitFor(async () => expect(await fourth()).toBe(200), { timeout: 20_000, interval: 500 });
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(readdirSync(join(folder, 'store/uploads'))).toEqual([]), {
      timeout: 10_000,
    });
  });

  it('answers malformed requests without failing, leaking or writing elsewhere', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'canary of the disk');
    const statuses = new Map<number, number>();
    const bad: Answered[] = [];
    await sendMalformed(
      url,
      { count: Number(process.env.KOUBO_MALFORMED ?? 400), token: ann.token },
      (answer) => {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const leaks = [folder, 'canary', 'node_modules', '/scripts/', ann.token, ben.kept.sha256, server.url];
        if (answer.status >= 500 || leaks.some((text) => answer.text.includes(text))) bad.push(answer);
      },
    );
    expect(bad).toEqual([]);
    for (const status of [400, 401, 403, 404, 413])
      expect(statuses.get(status), `${status}`).toBeGreaterThan(0);
    expect(readdirSync(folder).sort()).toEqual(['secret.txt', 'store']);
    const top = ['.parts', 'analyses', 'checkpoints', 'files', 'records', 'results', 'sources', 'uploads'];
    expect(readdirSync(join(folder, 'store')).filter((name) => !top.includes(name))).toEqual([]);
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  });

  it('measures itself for Prometheus, shows its queue to an admin, and describes itself as OpenAPI 3.1', async () => {
    const metrics = await (await ask('/metrics', { token: boss.token })).text();
    expect(metrics).toMatch(/koubo_jobs\{state="done"\} \d+/);
    expect(metrics).toMatch(/koubo_workers 1/);
    expect(metrics).toMatch(/koubo_request_seconds_count\{method="POST",route="\/v1\/files",status="200"\}/);
    const basic = `Basic ${Buffer.from(`any:${boss.token}`).toString('base64')}`;
    expect((await fetch(`${url}/admin/api/queues`, { headers: { Authorization: basic } })).status).toBe(200);
    const description = (await (await fetch(`${url}/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(description.openapi).toBe('3.1.0');
    expect(Object.keys(description.paths).sort()).toEqual([
      ...['/v1/account', '/v1/files', '/v1/files/{id}', '/v1/health', '/v1/jobs', '/v1/jobs/{id}'],
      ...['/v1/jobs/{id}/events', '/v1/jobs/{id}/result', '/v1/uploads/{id}', '/v1/uploads/{id}/{at}'],
    ]);
  });
});
