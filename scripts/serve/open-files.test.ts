import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve, type Served } from '../serve';

const ABORTED = 2000;
const STALLED = 300;
const AT_ONCE = 50;
/** More than the system's buffers of a connection hold, so that the server still has bytes to send. */
const BYTES = 24 << 20;

const openFiles = () => readdirSync('/proc/self/fd').length;

describe.skipIf(process.platform !== 'linux')('the files that the server holds open', () => {
  const root = mkdtempSync(join(tmpdir(), 'koubo-open-files-'));
  let served: Served;
  beforeAll(async () => {
    writeFileSync(join(root, 'large.bin'), Buffer.alloc(BYTES));
    served = await serve({ root, port: 0 });
  });
  afterAll(async () => {
    await served.close();
    rmSync(root, { recursive: true });
  });
  const url = () => new URL('large.bin', served.url);

  /** Resolves once the download has begun and was given up. */
  const abort = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request(url(), { agent: false }, (response: IncomingMessage) => {
        response.once('data', () => response.destroy());
        response.once('close', resolve);
      });
      asked.once('error', reject);
      asked.end();
    });

  /** Asks for the file and never reads the answer. */
  const stall = () =>
    new Promise<Socket>((resolve, reject) => {
      const { hostname, port } = url();
      const socket = connect(Number(port), hostname, () => {
        socket.write('GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n', () => resolve(socket));
      });
      socket.once('error', reject);
      socket.pause();
    });

  it(`are as many after ${ABORTED} aborted and ${STALLED} stalled downloads as before`, async () => {
    await abort();
    const before = openFiles();
    for (let done = 0; done < ABORTED; done += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, abort));
    const stalled: Socket[] = [];
    while (stalled.length < STALLED) stalled.push(await stall());
    expect(openFiles()).toBeGreaterThan(before + STALLED);
    // The clients keep their own ends: what is left over is the server's.
    await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before + STALLED), {
      timeout: 30_000,
      interval: 200,
    });
    for (const socket of stalled) socket.destroy();
    await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before), { timeout: 5000 });
  });
});
