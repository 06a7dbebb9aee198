import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { program } from '../../scripts/chromium';
import { zipStream, type ZipEntry } from '../../src/app/storage/zip';

const PIECE = 4 << 20;
/** Beyond what 32 bits count, by more than a rounding. */
const LARGE = 4_500_000_000;
const zeros = new Uint8Array(PIECE);

let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'koubo-zip64-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of zeros. Node's own Blobs end at 4 GiB. */
function largeFile(size: number): Pick<Blob, 'size' | 'stream'> {
  let left = size;
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (left === 0) return controller.close();
        const piece = zeros.subarray(0, Math.min(left, PIECE));
        left -= piece.length;
        controller.enqueue(piece);
      },
    });
  return { size, stream };
}

/** Writes a stream with holes in place of pieces of zeros, and returns its length. */
async function writeSparse(stream: ReadableStream<Uint8Array>, path: string): Promise<number> {
  const file = await open(path, 'w');
  let at = 0;
  try {
    for await (const piece of stream) {
      const isZeros = Buffer.compare(piece, zeros.subarray(0, piece.length)) === 0;
      if (!isZeros || piece.length < 4096) await file.write(piece, 0, piece.length, at);
      at += piece.length;
    }
    await file.truncate(at);
  } finally {
    await file.close();
  }
  return at;
}

it('an archive beyond 4 GiB, of a file beyond 4 GiB and more behind it, is one that others unpack', async () => {
  const entry = (name: string, file: Pick<Blob, 'size' | 'stream'>): ZipEntry => ({
    name,
    modifiedAt: Date.UTC(2026, 4, 6),
    open: async () => file,
  });
  const path = join(folder, 'large.zip');
  const before = process.memoryUsage().rss;
  let peak = before;
  const stream = zipStream([entry('很长的课.mp4', largeFile(LARGE)), entry('b.txt', new Blob(['behind']))], {
    onRead: () => (peak = Math.max(peak, process.memoryUsage().rss)),
  });
  expect(await writeSparse(stream, path)).toBeGreaterThan(LARGE);
  // Reads every byte and compares its checksum.
  execFileSync(program('unzip'), ['-tq', path]);
  const script =
    'import json, sys, zipfile\n' +
    'z = zipfile.ZipFile(sys.argv[1])\n' +
    'print(json.dumps([[i.filename, i.file_size, z.read(i).decode() if i.file_size < 99 else ""] for i in z.infolist()]))';
  expect(JSON.parse(execFileSync(program('python3'), ['-c', script, path], { encoding: 'utf8' }))).toEqual([
    ['很长的课.mp4', LARGE, ''],
    ['b.txt', 6, 'behind'],
  ]);
  // Of a file fifteen times as large, no more than a few pieces are ever held.
  expect(peak - before).toBeLessThan(300e6);
});
