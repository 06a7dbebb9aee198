import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderStore } from './folder-store';
import { checkKey, readText } from './store';

const folder = mkdtempSync(join(tmpdir(), 'koubo-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('FolderStore', () => {
  const store = new FolderStore(join(folder, 'store'));

  it('gives back what was written, whole and in parts', async () => {
    await store.write('files/abc', Buffer.from('0123456789'));
    expect(await store.size('files/abc')).toBe(10);
    expect(await readText(store, 'files/abc')).toBe('0123456789');
    const part = await store.read('files/abc', { start: 2, end: 4 });
    expect(Buffer.concat(await part.toArray()).toString()).toBe('234');
    expect(await store.size('files/none')).toBeNull();
  });

  it('shows nothing of what failed while it was written, and keeps what was there', async () => {
    await store.write('files/kept', Buffer.from('before'));
    const failing = async function* () {
      yield Buffer.from('half of ');
      throw new Error('cut off');
    };
    await expect(store.write('files/kept', failing())).rejects.toThrow('cut off');
    await expect(store.write('files/new', failing())).rejects.toThrow('cut off');
    expect(await readText(store, 'files/kept')).toBe('before');
    expect(readdirSync(join(folder, 'store/files')).sort()).toEqual(['abc', 'kept']);
  });

  it('brings a file to a path, lists a folder and removes it', async () => {
    await store.write('checkpoints/j/1/0', Buffer.from('a'));
    await store.write('checkpoints/j/1/1', Buffer.from('b'));
    expect(await store.list('checkpoints/j')).toEqual(['checkpoints/j/1/0', 'checkpoints/j/1/1']);
    const path = join(folder, 'work/b.mp4');
    await store.bring('checkpoints/j/1/1', path);
    await store.bring('checkpoints/j/1/1', path);
    expect(readFileSync(path, 'utf8')).toBe('b');
    await expect(store.bring('files/none', join(folder, 'none'))).rejects.toThrow('no files/none');
    await store.remove('checkpoints/j');
    await store.remove('checkpoints/j');
    expect(await store.list('checkpoints/j')).toEqual([]);
  });

  it('takes no names that lead elsewhere', async () => {
    writeFileSync(join(folder, 'secret'), 'secret');
    for (const key of [
      'files/../../secret',
      '../secret',
      '/etc/passwd',
      'files//x',
      'files/.x',
      'files/a\0',
      'files',
      '',
    ])
      await expect(store.size(key), key).rejects.toThrow('no key');
    expect(() => checkKey('files/a..b')).toThrow();
    expect(checkKey(`analyses/${'a'.repeat(64)}/track-x.v6-1a`)).toContain('track-x');
  });
});
