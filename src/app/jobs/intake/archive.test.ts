import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { filesIn, isArchive } from './archive';

async function zipOf(files: Record<string, string | Uint8Array>, options: JSZip.JSZipGeneratorOptions = {}) {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  const bytes = await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', ...options });
  return new File([bytes as Uint8Array<ArrayBuffer>], 'all.zip');
}

describe('filesIn', () => {
  it('gives the files of all folders in the order of their names, and not those of systems', async () => {
    const archive = await zipOf({
      'b/老师 10.mp4': 'ten',
      'b/老师 2.mp4': 'two',
      'a.csv': 'video,speech',
      '__MACOSX/b/._x.mp4': 'no',
      'b/.DS_Store': 'no',
      'Thumbs.db': 'no',
    });
    const files = await filesIn(archive);
    expect(files.map(({ name }) => name)).toEqual(['a.csv', '老师 2.mp4', '老师 10.mp4']);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual(['video,speech', 'two', 'ten']);
  });

  it('reads names in GBK, as Windows in China writes them', async () => {
    const gbk = Uint8Array.of(0xc0, 0xcf, 0xca, 0xa6, 0x2e, 0x6d, 0x70, 0x34);
    // What jszip writes is marked as UTF-8: this archiver knows none.
    const plain = withoutUnicode(gbk);
    expect((await filesIn(new File([plain], 'w.zip'))).map(({ name }) => name)).toEqual(['老师.mp4']);
  });

  it('leads nowhere else, whatever an entry is called', async () => {
    const files = await filesIn(await zipOf({ '../../etc/passwd': 'x', 'C:\\a\\b.mp4': 'y' }));
    expect(files.map(({ name }) => name).sort()).toEqual(['b.mp4', 'passwd']);
  });

  it('refuses what is too large, before or after unpacking, damaged, or locked', async () => {
    const zeros = await zipOf({ 'a.mp4': new Uint8Array(4_000_000) });
    expect(zeros.size).toBeLessThan(10_000);
    const code = { code: 'input/archive' };
    await expect(filesIn(zeros, { bytes: 1000, unpacked: 1e9 })).rejects.toMatchObject(code);
    await expect(filesIn(zeros, { bytes: 1e9, unpacked: 3_999_999 })).rejects.toMatchObject(code);
    expect(await filesIn(zeros, { bytes: 1e9, unpacked: 4_000_000 })).toHaveLength(1);
    const bytes = new Uint8Array(await zeros.arrayBuffer());
    await expect(filesIn(new File([bytes.slice(0, -30)], 'cut.zip'))).rejects.toMatchObject(code);
    for (const at of [bytes.indexOf(0x50) + 6, lastEntry(bytes) + 8]) bytes[at] = (bytes[at] as number) | 1;
    await expect(filesIn(new File([bytes], 'locked.zip'))).rejects.toMatchObject(code);
  });
});

it('knows an archive by its name or its type', () => {
  expect(isArchive({ name: 'A.ZIP', type: '' })).toBe(true);
  expect(isArchive({ name: 'a', type: 'application/zip' })).toBe(true);
  expect(isArchive({ name: 'a.zip.mp4', type: 'video/mp4' })).toBe(false);
});

/** Where the central directory's last entry begins. */
function lastEntry(bytes: Uint8Array): number {
  return Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
}

/** An archive of one file as an archiver writes it that knows no Unicode. */
function withoutUnicode(name: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = Uint8Array.of(0x78);
  const crc = [0x83, 0x16, 0xdc, 0x8c];
  const sizes = [1, 0, 0, 0, 1, 0, 0, 0, name.length, 0];
  const local = [
    ...[0x50, 0x4b, 3, 4, 10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0],
    ...crc,
    ...sizes,
    0,
    0,
    ...name,
    ...content,
  ];
  const central = [
    ...[0x50, 0x4b, 1, 2, 10, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0],
    ...[...crc, ...sizes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...name],
  ];
  const end = [
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    central.length,
    0,
    0,
    0,
    local.length,
    0,
    0,
    0,
    0,
    0,
  ];
  return Uint8Array.from([...local, ...central, ...end]);
}
