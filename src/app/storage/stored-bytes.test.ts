import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { Analyses } from '../jobs/run/analyses';
import { CacheStore } from './records/caches';
import { openDatabase } from './records/database';
import { cachePath } from './paths';
import { StoredBytes } from './stored-bytes';
import { memoryFiles } from './records/testing';

const idOf = async (file: Blob) => `#${await file.text()}`;

it('reads each file once after a start, and never again', async () => {
  let read = 0;
  const stored = new StoredBytes(async (file) => {
    read++;
    return idOf(file);
  });
  expect(await stored.isWhole('a', new File(['x'], 'a'), '#x')).toBe(true);
  expect(await stored.isWhole('a', new File(['x'], 'a'), '#x')).toBe(true);
  expect(await stored.isWhole('b', new File(['y'], 'b'), '#x')).toBe(false);
  stored.trust('c');
  expect(await stored.isWhole('c', new File(['z'], 'c'), '#x')).toBe(true);
  expect(read).toBe(2);
});

it('makes a conversion again whose end was lost, after a start', async () => {
  const files = memoryFiles();
  const name = `test-${Math.random()}`;
  const start = () => new Analyses(new CacheStore(files, () => openDatabase(name)), idOf);
  let made = 0;
  const make = async (path: string) => {
    made++;
    await files.write(path, new Blob(['whole']));
  };
  const use = async (path: string) => (await files.open(path)).text();
  expect(await start().converted('s', make, use)).toBe('whole');
  expect(await start().converted('s', make, use)).toBe('whole');
  expect(made).toBe(1);
  const [path = ''] = files.bytes.keys();
  expect(path.startsWith(cachePath(''))).toBe(true);
  files.bytes.set(path, new Blob(['who\0\0']));
  expect(await start().converted('s', make, use)).toBe('whole');
  expect(made).toBe(2);
});
