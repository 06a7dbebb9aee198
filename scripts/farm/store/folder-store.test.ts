import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderStore } from './folder-store';
import { checkKey } from './store';

const folder = mkdtempSync(join(tmpdir(), 'koubo-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('FolderStore', () => {
  const store = new FolderStore(join(folder, 'store'));

  it('leaves nothing of what failed while it was written', async () => {
    const failing = async function* () {
      yield Buffer.from('half of ');
      throw new Error('cut off');
    };
    await expect(store.write('files/new', failing())).rejects.toThrow('cut off');
    expect(readdirSync(join(folder, 'store/.parts'))).toEqual([]);
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

  it('reads a file to its end that is removed meanwhile', async () => {
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
