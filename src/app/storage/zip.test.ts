import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joined, zipStream, type ZipEntry } from './zip';

const AT = Date.UTC(2026, 4, 6, 12, 30, 20);
const entry = (name: string, content: string): ZipEntry => ({
  name,
  modifiedAt: AT,
  open: async () => new Blob([content]),
});
const gone: ZipEntry = {
  name: 'gone.mp4',
  modifiedAt: AT,
  open: () => Promise.reject(new DOMException('', 'NotFoundError')),
};

/** End of central directory, and what it says of the entries. */
const records = (zip: Uint8Array) => new DataView(zip.buffer, zip.length - 22).getUint16(10, true);
const bytesOf = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());

describe('zipStream', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'koubo-zip-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is an archive that others unpack, with its names in UTF-8', async () => {
    const zip = await bytesOf(zipStream([entry('王老师__新闻.mp4', 'one'), entry('b.mp4', 'two')]));
    const path = join(folder, 'a.zip');
    writeFileSync(path, zip);
    execFileSync('unzip', ['-o', '-q', path, '-d', folder]);
    const list = execFileSync('unzip', ['-v', path], { encoding: 'utf8' });
    expect(list).toMatch(/3\s+Stored\s+3\s+0% .* 王老师__新闻\.mp4/);
    expect(execFileSync('cat', [join(folder, '王老师__新闻.mp4'), join(folder, 'b.mp4')]).toString()).toBe(
      'onetwo',
    );
    // General purpose bit 11 of the first entry: the name is UTF-8 (APPNOTE.TXT, 4.4.4).
    expect(new DataView(zip.buffer).getUint16(6, true) & 0x800).toBe(0x800);
  });

  it('counts what it reads, and goes on without a file that is gone', async () => {
    const [reads, missing]: [number[], string[]] = [[], []];
    const zip = await bytesOf(
      zipStream([entry('a', 'abc'), gone, entry('b', 'defgh')], {
        onRead: (bytes) => reads.push(bytes),
        onMissing: ({ name }) => missing.push(name),
      }),
    );
    expect(records(zip)).toBe(2);
    expect(reads.at(-1)).toBe(8);
    expect(missing).toEqual(['gone.mp4']);
  });

  it('passes on what reading throws', async () => {
    const broken = { ...gone, open: () => Promise.reject(new Error('no disk')) };
    await expect(bytesOf(zipStream([entry('a', 'x'), broken]))).rejects.toThrow('no disk');
  });

  it('opens a file only when its turn comes', async () => {
    const opened: string[] = [];
    const watched = (name: string): ZipEntry => ({
      name,
      modifiedAt: AT,
      open: async () => {
        opened.push(name);
        return new Blob([new Uint8Array(5e6)]);
      },
    });
    const reader = zipStream([watched('a'), watched('b'), watched('c')]).getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened).toEqual(['a']);
    // client-zip passes the reason on to its own sources and back again.
    await expect(reader.cancel('enough')).rejects.toBe('enough');
  });
});

describe('joined', () => {
  it('changes the pieces, not the bytes', async () => {
    const given = Array.from({ length: 40 }, (_, i) => new Uint8Array(i * 4001).fill(i));
    const pieces: Uint8Array[] = [];
    for await (const piece of new Blob(given).stream().pipeThrough(joined())) pieces.push(piece);
    const whole = await new Blob(given).bytes();
    expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    expect(pieces.slice(0, -1).every(({ length }) => length === 1 << 20)).toBe(true);
    expect(pieces.length).toBe(Math.ceil(whole.length / (1 << 20)));
  });
});
