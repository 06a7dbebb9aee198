import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { download } from './download-network';
import type { BuiltIn } from './known-networks';

const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) % 251));
const HASH = createHash('sha256').update(BYTES).digest('hex');

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/slow') return void response.write(BYTES.subarray(0, 1000));
    response.writeHead(request.url === '/net.onnx' ? 200 : 404).end(BYTES);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const network = (path: string, id = HASH): BuiltIn => ({
  url: origin + path,
  record: {
    ...{ id, name: 'Net', licence: 'Apache-2.0', source: null, commercial: true },
    ...{ bytes: BYTES.length, size: 96, half: false, addedAt: 0 },
  },
});
const never = new AbortController().signal;

describe('download', () => {
  it('brings the file whole, telling how far it is', async () => {
    const told: number[] = [];
    const file = await download(network('/net.onnx'), never, (done) => told.push(done));
    expect(Buffer.from(await file.arrayBuffer()).equals(BYTES)).toBe(true);
    expect(told.at(-1)).toBe(BYTES.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it.each([
    ['is not there', network('/gone.onnx')],
    ['is not the one of the manifest', network('/net.onnx', '0'.repeat(64))],
  ])('fails where the file %s', async (_, builtIn) => {
    await expect(download(builtIn, never, () => {})).rejects.toMatchObject({ code: 'model/failed' });
  });

  it('stops when nobody wants it any more', async () => {
    const stop = new AbortController();
    const asked = download(network('/slow'), stop.signal, () => stop.abort());
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});
