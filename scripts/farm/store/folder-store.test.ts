import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderStore } from './folder-store';
import { checkKey, NotStored, readText } from './store';

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

  it('takes what is written into a folder that is removed again and again at the same time', async () => {
    let left = 40;
    const removing = (async () => {
      while (left > 0) await store.remove('uploads/busy');
    })();
    const lane = async () => {
      for (; left > 0; left--) {
        await store.write(`uploads/busy/${left}`, Buffer.from('piece'));
        await store.list('uploads/busy');
      }
    };
    await Promise.all([lane(), lane(), lane(), removing]);
    await store.write('uploads/busy/last', Buffer.from('piece'));
    expect(await store.list('uploads/busy')).toContain('uploads/busy/last');
    expect(readdirSync(join(folder, 'store/.parts'))).toEqual([]);
  });

  it('says of a file that is not there that it is not, and reads one to its end that is removed meanwhile', async () => {
    await expect(store.read('files/none')).rejects.toThrow(NotStored);
    await expect(store.move('files/none', 'files/other')).rejects.toThrow(NotStored);
    expect(await readText(store, 'files/none')).toBeNull();
    await store.write('files/read', Buffer.alloc(300_000, 'x'));
    const reading = await store.read('files/read');
    await store.remove('files/read');
    expect(Buffer.concat(await reading.toArray()).length).toBe(300_000);
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
