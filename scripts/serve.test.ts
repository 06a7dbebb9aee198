import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedPort, serve, USUAL_PORT, type Served } from './serve';

describe('serve', () => {
  const root = mkdtempSync(join(tmpdir(), 'koubo-serve-'));
  const outside = mkdtempSync(join(tmpdir(), 'koubo-outside-'));
  let served: Served;
  beforeAll(async () => {
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'a.wasm'), '0123456789');
    writeFileSync(join(root, 'empty.txt'), '');
    writeFileSync(join(root, 'assets', 'x-1a2b.mjs'), 'export {}');
    served = await serve({ root, port: 0 });
  });
  afterAll(async () => {
    await served.close();
    for (const folder of [root, outside]) rmSync(folder, { recursive: true });
  });
  const get = (path: string, init?: RequestInit) => fetch(new URL(path, served.url), init);

  it('isolates the page and names the types right', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await get('/a.wasm')).headers.get('content-type')).toBe('application/wasm');
    const module = await get('/assets/x-1a2b.mjs');
    expect(module.headers.get('content-type')).toContain('text/javascript');
    expect(module.headers.get('cache-control')).toContain('immutable');
  });

  it('sends a policy with everything, and that of workers with their scripts', async () => {
    const policy = async (path: string) => (await get(path)).headers.get('content-security-policy');
    expect(await policy('/')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(await policy('/assets/x-1a2b.mjs')).toMatch(/^default-src 'none';.*worker-src 'self' blob:$/);
    const { headers } = await get('/');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  it('answers ranges, empty files and what is not there', async () => {
    const part = await get('/a.wasm', { headers: { Range: 'bytes=2-5' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-5/10',
      '2345',
    ]);
    expect((await get('/a.wasm', { headers: { Range: 'bytes=50-' } })).status).toBe(416);
    expect(await (await get('/empty.txt')).text()).toBe('');
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/assets')).status).toBe(404);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });

  it('sends what protects with every refusal too', async () => {
    const refusals = [
      await get('/nothing'),
      await get('/', { method: 'PUT' }),
      await get('/a.wasm', { headers: { Range: 'bytes=50-' } }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 405, 416]);
    for (const { headers } of refusals) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(headers.get('connection-allowlist')).toBe('(response-origin)');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
    expect(refusals[1]?.headers.get('allow')).toBe('GET, HEAD');
  });

  it('sends the whole file where a range is of an unknown kind, of several, or of another version', async () => {
    const tag = (await get('/a.wasm')).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    const ask = async (headers: Record<string, string>) => (await get('/a.wasm', { headers })).status;
    expect(await ask({ Range: 'bytes=0-1,4-5' })).toBe(200);
    expect(await ask({ Range: 'lines=0-1' })).toBe(200);
    expect(await ask({ Range: 'bytes=0-1', 'If-Range': tag })).toBe(206);
    expect(await ask({ Range: 'bytes=0-1', 'If-Range': '"other"' })).toBe(200);
    expect(await ask({ 'If-None-Match': tag })).toBe(304);
    writeFileSync(join(root, 'a.wasm'), '9876543210');
    expect(await ask({ Range: 'bytes=0-1', 'If-Range': tag })).toBe(200);
    expect(await ask({ 'If-None-Match': tag })).toBe(200);
  });

  it('keeps dotfiles and what links lead to outside of the root to itself', async () => {
    writeFileSync(join(root, '.htaccess'), 'x');
    symlinkSync(outside, join(root, 'outside'));
    symlinkSync(join(outside, 'secret.txt'), join(root, 'secret.txt'));
    symlinkSync(join(root, 'a.wasm'), join(root, 'b.wasm'));
    expect((await get('/.htaccess')).status).toBe(404);
    expect((await get('/secret.txt')).status).toBe(404);
    expect((await get('/outside/secret.txt')).status).toBe(404);
    expect((await get('/b.wasm')).status).toBe(200);
  });

  it('calls only what lies in assets of its root immutable, wherever the root lies', async () => {
    mkdirSync(join(root, 'assets', 'inner', 'assets'), { recursive: true });
    writeFileSync(join(root, 'assets', 'inner', 'index.html'), '');
    const below = await serve({ root: join(root, 'assets', 'inner'), port: 0 });
    expect((await fetch(below.url)).headers.get('cache-control')).toBe('no-cache');
    await below.close();
  });

  it('answers at both addresses that localhost means', async () => {
    const { port } = new URL(served.url);
    for (const host of ['127.0.0.1', '[::1]'])
      expect((await fetch(`http://${host}:${port}/`)).status).toBe(200);
  });

  it.each(['127.0.0.1', '::1'])('takes no port that somebody has at %s', async (host) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    const { port } = other.address() as AddressInfo;
    await expect(serve({ root, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    // Nothing is left of the try.
    await new Promise((resolve) => other.close(resolve));
    await (await serve({ root, port })).close();
  });

  it('leaves isolation and policy out when asked, and refuses a port that is taken', async () => {
    const plain = await serve({ root, port: 0, isolation: false });
    const page = await fetch(plain.url);
    expect(page.headers.get('cross-origin-embedder-policy')).toBeNull();
    expect(page.headers.get('content-security-policy')).toBeNull();
    await plain.close();
    const taken = Number(new URL(served.url).port);
    await expect(serve({ root, port: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the server as a program', () => {
  const program = fileURLToPath(new URL('./serve.ts', import.meta.url));
  const run = (PORT: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', program], {
      env: { ...process.env, PORT },
      encoding: 'utf8',
      timeout: 50_000,
    });

  it('takes the port from PORT', () => {
    expect(askedPort(undefined)).toBe(USUAL_PORT);
    expect(askedPort('0')).toBe(0);
    expect(askedPort(' 8080 ')).toBe(8080);
    for (const text of ['', 'abc', '-1', '65536', '80.5', '1e3'])
      expect(() => askedPort(text)).toThrow(/PORT must/);
  });

  it('says in a sentence that a port is none, or taken, and ends', async () => {
    const bad = run('abc');
    expect([bad.status, bad.stderr.trim()]).toEqual([
      1,
      'PORT must be a whole number from 0 to 65535, not “abc”.',
    ]);
    const taken = await serve({ port: 0 });
    const { port } = new URL(taken.url);
    const refused = run(port);
    await taken.close();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(new RegExp(`^Port ${port} is taken.*\\n$`));
  });
});
