import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import { cacheId, CacheStore } from './caches';
import { openDatabase } from './database';
import { memoryFiles } from './testing';

let files: ReturnType<typeof memoryFiles>;
let store: CacheStore;
let name = '';
beforeEach(() => {
  name = `test-${Math.random()}`;
  files = memoryFiles();
  store = new CacheStore(files, () => openDatabase(name));
});

const track = cacheId('track', 'ab12', '1-model');

it('keeps bytes under an id, and knows what it is and whose', async () => {
  expect(await store.read(track)).toBeNull();
  await store.write(track, new Blob(['12345']));
  expect(await (await store.read(track))?.text()).toBe('12345');
  expect(await store.has(track)).toBe(true);
  expect(await store.has(cacheId('track', 'ab12', '2-model'))).toBe(false);
  expect(await store.list()).toEqual([
    { id: track, kind: 'track', source: 'ab12', bytes: 5, usedAt: expect.any(Number) as number, hits: 1 },
  ]);
});

it('remembers over a reload when each was used last', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1000 });
  const curve = cacheId('curve', 'cd', 1);
  await store.write(track, new Blob(['1']));
  vi.setSystemTime(2000);
  await store.write(curve, new Blob(['2']));
  vi.setSystemTime(3000);
  await new CacheStore(files, () => openDatabase(name)).read(track);
  vi.useRealTimers();
  const used = new Map((await store.list()).map(({ id, usedAt }) => [id, usedAt]));
  expect(used).toEqual(
    new Map([
      [track, 3000],
      [curve, 2000],
    ]),
  );
});

it('counts how often each was there when it was wanted, and begins anew with what is made anew', async () => {
  const hits = async () => (await store.list()).map((entry) => entry.hits);
  await store.write(track, new Blob(['1']));
  expect(await hits()).toEqual([0]);
  await store.read(track);
  await store.touch(track);
  await store.hit(track);
  expect(await hits()).toEqual([2]);
  await store.remove([track]);
  await store.read(track);
  await store.write(track, new Blob(['2']));
  expect(await hits()).toEqual([0]);
});

it('lists no half-written file, and one of which no use was noted by its own date', async () => {
  const video = cacheId('video', 'ef', 1);
  await files.write(`cache/${video}`, new Blob(['123']));
  await files.write(`cache/${video}.part`, new Blob(['1']));
  const [only, ...others] = await store.list();
  expect(others).toEqual([]);
  expect(only).toMatchObject({ id: video, kind: 'video', bytes: 3 });
  expect(only?.usedAt).toBeGreaterThan(0);
});

it('removes some or all', async () => {
  const ids = ['a', 'b', 'c'].map((source) => cacheId('track', source, 1));
  for (const id of ids) await store.write(id, new Blob(['1']));
  await store.remove(ids.slice(0, 1));
  expect((await store.list()).map(({ id }) => id)).toEqual(ids.slice(1));
  await store.clear();
  expect(await store.list()).toEqual([]);
});
