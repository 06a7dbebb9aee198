import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteRange, fileOf, serve, type Served } from './serve';

describe('byteRange', () => {
  it.each([
    ['bytes=0-3', { start: 0, end: 3 }],
    ['bytes=4-', { start: 4, end: 9 }],
    ['bytes=-2', { start: 8, end: 9 }],
    ['bytes=-20', { start: 0, end: 9 }],
    ['bytes=5-99', { start: 5, end: 9 }],
    ['bytes=10-', null],
    ['bytes=3-2', null],
    ['bytes=-', null],
    ['bytes=0-1,3-4', null],
  ])('%s of 10 bytes', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });
});

describe('fileOf', () => {
  it('stays inside the root', () => {
    expect(fileOf('/srv/app', '/')).toBe('/srv/app/index.html');
    expect(fileOf('/srv/app', '/assets/a%20b.js?x=1')).toBe('/srv/app/assets/a b.js');
    expect(fileOf('/srv/app', '/..%2f..%2fetc/passwd')).toBeNull();
    expect(fileOf('/srv/app', '/..%2fapplet/x')).toBeNull();
    expect(fileOf('/srv/app', '/%00')).toBeNull();
    expect(fileOf('/srv/app', '/%zz')).toBeNull();
  });
});

describe('serve', () => {
  const root = mkdtempSync(join(tmpdir(), 'koubo-serve-'));
  let served: Served;
  beforeAll(async () => {
    mkdirSync(join(root, 'assets'));
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'a.wasm'), '0123456789');
    writeFileSync(join(root, 'empty.txt'), '');
    writeFileSync(join(root, 'assets', 'x-1a2b.mjs'), 'export {}');
    served = await serve({ root, port: 0 });
  });
  afterAll(async () => {
    await served.close();
    rmSync(root, { recursive: true });
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
