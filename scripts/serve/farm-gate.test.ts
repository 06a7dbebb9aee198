import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from '../serve';

describe('a farm behind the page’s own server', () => {
  const root = mkdtempSync(join(tmpdir(), 'koubo-gate-'));
  const asked: string[] = [];
  const farm = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (piece: Buffer) => (bytes += piece.length));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'} ${bytes}`);
      response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"ok":true}');
    });
  });
  let own: Served;
  let open: Served;
  let alone: Served;
  let farmUrl = '';
  beforeAll(async () => {
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'deployment.json'), '{"organisation":"Office","farm":null}');
    await new Promise<void>((resolve) => farm.listen(0, '127.0.0.1', resolve));
    farmUrl = `http://127.0.0.1:${(farm.address() as AddressInfo).port}`;
    own = await serve({ root, port: 0, farm: { url: farmUrl } });
    open = await serve({ root, port: 0, farm: { url: farmUrl, token: 'of-the-office' } });
    alone = await serve({ root, port: 0 });
  });
  afterAll(async () => {
    await Promise.all([own, open, alone].map((each) => each.close()));
    farm.close();
    rmSync(root, { recursive: true });
  });

  /** A request as nobody's library would send it. */
  const raw = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(own.url).port), '127.0.0.1');
      let said = '';
      socket.on('data', (piece: Buffer) => (said += piece.toString()));
      socket.on('error', reject);
      socket.on('close', () => resolve(said));
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });

  it('is named to the page, beside what the deployment says', async () => {
    const said: unknown = await (await fetch(`${own.url}deployment.json`)).json();
    expect(said).toEqual({ organisation: 'Office', farm: { path: 'farm/' } });
    expect(await (await fetch(`${alone.url}deployment.json`)).json()).toMatchObject({ farm: null });
  });

  it('gets what is asked of it, with the token of who asks or the office’s', async () => {
    const body = 'x'.repeat(300_000);
    const init = { method: 'PUT', body, headers: { Authorization: 'Bearer mine' } };
    const answer = await fetch(`${own.url}farm/v1/uploads/a/0?x=1`, init);
    expect([answer.status, await answer.json()]).toEqual([202, { ok: true }]);
    expect(answer.headers.get('connection-allowlist')).toBe('(response-origin)');
    await fetch(`${open.url}farm/v1/account`);
    await fetch(`${open.url}farm/v1/account`, { headers: { Authorization: 'Bearer mine' } });
    expect(asked.splice(0)).toEqual([
      ...['PUT /v1/uploads/a/0?x=1 Bearer mine 300000', 'GET /v1/account Bearer of-the-office 0'],
      'GET /v1/account Bearer mine 0',
    ]);
  });

  it('is asked for nothing else, however it is written', async () => {
    for (const path of ['/farm/admin', '/farm/v1/../admin/', '/farm/v1/%2e%2e/metrics', '/v1/account'])
      expect(await raw(path), path).toMatch(/^HTTP\/1.1 404/);
    expect((await fetch(`${own.url}farm/v1/jobs`, { method: 'POST', body: '{}' })).status).toBe(202);
    expect(asked.splice(0)).toEqual(['POST /v1/jobs - 2']);
    expect((await fetch(`${alone.url}farm/v1/account`)).status).toBe(404);
  });

  it('is told to be away where it does not answer', async () => {
    const away = await serve({ root, port: 0, farm: { url: 'http://127.0.0.1:9' } });
    const answer = await fetch(`${away.url}farm/v1/account`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([502, 'api/away']);
    await away.close();
  });
});
