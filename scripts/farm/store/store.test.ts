import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3, type S3Server } from '../testing/s3-server';
import { FolderStore } from './folder-store';
import { readS3Place, s3Client, S3Store } from './s3-store';
import { fileKey, NotStored, readText, StoreFailed, type Store } from './store';

const folder = mkdtempSync(join(tmpdir(), 'koubo-stores-'));
let server: S3Server;
const s3 = (more: { prefix?: string; accessKeyId?: string; bucket?: string } = {}, copyBytes?: number) => {
  const { endpoint, bucket, credentials } = server;
  const accessKeyId = more.accessKeyId ?? credentials.accessKeyId;
  return new S3Store(
    { bucket: more.bucket ?? bucket, prefix: more.prefix ?? '', endpoint },
    s3Client(endpoint, { credentials: { ...credentials, accessKeyId }, maxAttempts: 1 }),
    copyBytes,
  );
};
beforeAll(async () => {
  server = await startS3();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** What every store holds to. */
describe.each<[string, () => Store]>([
  ['a folder', () => new FolderStore(join(folder, 'store'))],
  ['S3', () => s3()],
  ['S3 under a prefix', () => s3({ prefix: 'farm/of the office' })],
])('%s', (_, open) => {
  it('gives back what was written, whole and in parts', async () => {
    const store = open();
    await store.write('files/abc', Buffer.from('0123456789'));
    expect(await store.size('files/abc')).toBe(10);
    expect(await readText(store, 'files/abc')).toBe('0123456789');
    const part = await store.read('files/abc', { start: 2, end: 4 });
    expect(Buffer.concat(await part.toArray()).toString()).toBe('234');
    expect(part.bytesRead).toBe(3);
    await store.write('files/abc', Buffer.from('another'));
    expect(await readText(store, 'files/abc')).toBe('another');
    await store.write('files/empty', Buffer.alloc(0));
    expect(await store.size('files/empty')).toBe(0);
    expect(await readText(store, 'files/empty')).toBe('');
  });

  it('takes a long stream as it comes', async () => {
    const store = open();
    const piece = randomBytes(1 << 20);
    const pieces = async function* () {
      for (let i = 0; i < 18; i++) yield piece;
    };
    await store.write('files/long', pieces());
    expect(await store.size('files/long')).toBe(18 << 20);
    const tail = await store.read('files/long', { start: (17 << 20) + 5, end: (18 << 20) - 1 });
    expect(Buffer.concat(await tail.toArray()).equals(piece.subarray(5))).toBe(true);
    const path = join(folder, 'brought/long');
    await store.bring('files/long', path);
    const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(sum).toBe(
      createHash('sha256')
        .update(Buffer.concat(Array<Buffer>(18).fill(piece)))
        .digest('hex'),
    );
    expect(readdirSync(join(folder, 'brought'))).toEqual(['long']);
    await store.remove('files/long');
  });

  it('shows nothing of what failed while it was written, and keeps what was there', async () => {
    const store = open();
    await store.write('files/kept', Buffer.from('before'));
    const failing = async function* () {
      yield Buffer.alloc(17 << 20);
      throw new Error('cut off');
    };
    await expect(store.write('files/kept', failing())).rejects.toThrow('cut off');
    await expect(store.write('files/new', failing())).rejects.toThrow('cut off');
    expect(await readText(store, 'files/kept')).toBe('before');
    expect(await store.size('files/new')).toBeNull();
  });

  it('moves a file, brings it to a path, lists a folder and removes it', async () => {
    const store = open();
    await store.write('checkpoints/j/1/0', Buffer.from('a'));
    await store.write('checkpoints/j/1/1', Buffer.from('b'));
    await store.write('checkpoints/jj/1/1', Buffer.from('of another'));
    expect(await store.list('checkpoints/j')).toEqual(['checkpoints/j/1/0', 'checkpoints/j/1/1']);
    const path = join(folder, 'work/b 视频.mp4');
    await store.bring('checkpoints/j/1/1', path);
    await store.bring('checkpoints/j/1/1', path);
    expect(readFileSync(path, 'utf8')).toBe('b');
    await store.move('checkpoints/j/1/0', 'files/moved');
    expect(await readText(store, 'files/moved')).toBe('a');
    expect(await store.list('checkpoints/j')).toEqual(['checkpoints/j/1/1']);
    await store.remove('checkpoints/j');
    await store.remove('checkpoints/j');
    expect(await store.list('checkpoints/j')).toEqual([]);
    expect(await store.list('checkpoints/jj')).toHaveLength(1);
  });

  it('says of a file that is not there that it is not', async () => {
    const store = open();
    expect(await store.size('files/none')).toBeNull();
    await expect(store.read('files/none')).rejects.toThrow(NotStored);
    await expect(store.move('files/none', 'files/other')).rejects.toThrow(NotStored);
    await expect(store.bring('files/none', join(folder, 'none'))).rejects.toThrow('no files/none');
    expect(await readText(store, 'files/none')).toBeNull();
  });

  it('takes no names that lead elsewhere', async () => {
    const store = open();
    for (const key of ['files/../../secret', '../secret', '/etc/passwd', 'files//x', 'files/.x', 'files', ''])
      await expect(store.size(key), key).rejects.toThrow('no key');
  });
});

describe('a store that speaks S3', () => {
  it('moves by way of this machine what is too large for one copy', async () => {
    const store = s3({}, 5);
    await store.write('uploads/large', Buffer.from('0123456789'));
    await store.move('uploads/large', 'files/large');
    expect(await readText(store, 'files/large')).toBe('0123456789');
    expect(await store.size('uploads/large')).toBeNull();
  });

  it('brings no file whose bytes are not what its name says', async () => {
    const store = s3();
    const good = Buffer.from('as it should be');
    const hash = createHash('sha256').update(good).digest('hex');
    await store.write(fileKey(hash), Buffer.from('something else'));
    await expect(store.bring(fileKey(hash), join(folder, 'damaged'))).rejects.toThrow('is not that file');
    await store.write(fileKey(hash), good);
    await store.bring(fileKey(hash), join(folder, 'sound'));
    expect(readFileSync(join(folder, 'sound'))).toEqual(good);
  });

  it('tells nothing of its keys where it is refused', async () => {
    const accessKeyId = 'AKEYTHATNOBODYMAYREAD';
    const refused = s3({ accessKeyId });
    const reason: unknown = await refused.write('files/x', Buffer.from('x')).catch((each: unknown) => each);
    expect(reason).toBeInstanceOf(StoreFailed);
    expect(JSON.stringify([String(reason), { ...(reason as object) }])).not.toMatch(
      /AKEYTHAT|S3RVER|Signature=/,
    );
    expect((reason as Error).cause).toBeUndefined();
    expect((reason as Error).message).toMatch(/could not write \(files\/x\): \w+ 403/);
    await expect(s3({ bucket: 'koubo-nowhere' }).check()).rejects.toThrow('no bucket koubo-nowhere');
    await s3().check();
  });

  it('is named by its bucket and what all keys begin with', () => {
    expect(readS3Place('s3://media', null)).toEqual({ bucket: 'media', prefix: '', endpoint: null });
    expect(readS3Place('s3://media/koubo/farm/', 'http://x')).toMatchObject({ prefix: 'koubo/farm' });
    for (const wrong of [
      's3://',
      's3:///x',
      's3://Media',
      's3://media/../x',
      's3://media//x',
      'http://media/x',
    ])
      expect(readS3Place(wrong, null), wrong).toBeNull();
  });
});
