import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOST_FILES } from './hosts';
import { isProgram, STARTERS } from './starters';

const PORT = 20_000 + (process.pid % 20_000);
const address = `http://127.0.0.1:${PORT}`;
const folder = mkdtempSync(join(tmpdir(), 'koubo starter '));
let server: ChildProcess;

beforeAll(async () => {
  const files = {
    ...STARTERS,
    'app/index.html': '<p>Koubo',
    'app/sw.js': '1',
    'app/a/b.wasm': 'x',
    secret: 's',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (isProgram(path)) chmodSync(join(folder, path), 0o755);
  }
  // As a file manager runs it: from wherever it is.
  server = spawn(join(folder, 'koubo-linux.sh'), {
    cwd: tmpdir(),
    env: { ...process.env, PORT: String(PORT), KOUBO_OPEN: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => server.stdout?.once('data', resolve));
});
afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

it('the starter serves the app, with its headers and types', async () => {
  const page = await fetch(`${address}/`);
  expect(await page.text()).toBe('<p>Koubo');
  expect(page.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  expect(page.headers.get('Connection-Allowlist')).toBe('(response-origin)');
  const wasm = await fetch(`${address}/a/b.wasm`);
  expect(wasm.headers.get('Content-Type')).toBe('application/wasm');
  const worker = await fetch(`${address}/sw.js`);
  expect(worker.headers.get('Content-Type')).toBe('text/javascript');
  expect(worker.headers.get('Content-Security-Policy')).not.toBe(page.headers.get('Content-Security-Policy'));
});

it('it serves nothing else, and lists no folders', async () => {
  for (const path of ['/a/', '/../secret', '/%2e%2e/secret', '/start/serve.py'])
    expect((await fetch(`${address}${path}`)).status).toBe(404);
});

it('what IIS is told is XML in which every value stands whole', () => {
  const text = HOST_FILES['hosts/web.config'] ?? '';
  const values = [...text.matchAll(/value="([^"]*)"/g)].map(([, value]) => value);
  expect(values).toContain('same-origin');
  expect(text.match(/<mimeMap /g)).toHaveLength(5);
  expect(text).not.toMatch(/value="[^"]*</);
});
