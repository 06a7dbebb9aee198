import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { cacheId } from './caches';
import { openDatabase } from './database';
import { JobStore } from './jobs';
import { cachePath, ownerOf, packetLogPath, resultPath } from '../paths';
import type { ResultRecord } from './result-record';
import { ResultStore } from './results';
import { asStorageError } from './storage-error';
import { orphans } from '../sweep';

const record = (id: string, createdAt: number): ResultRecord => ({
  ...{ id, createdAt, name: '王老师__新闻.mp4', bytes: 10, seconds: 4, frames: 100, width: 512, height: 512 },
  ...{ video: { id: 'v', name: 'v.mp4' }, speech: { id: 's', name: 's.wav' }, device: null },
  painter: { id: 'reuse', settings: {} },
  ...{ settings: DEFAULT_SETTINGS, timings: { track: 1.5, total: 3 }, thumbnail: null },
});

describe('ResultStore', () => {
  let name = '';
  let store: ResultStore;
  beforeEach(() => {
    name = `test-${Math.random()}`;
    store = new ResultStore(() => openDatabase(name));
  });

  it('fills up the settings of a record from a version that had fewer', async () => {
    const old = { ...record('a', 1), settings: { opening: 0.5, offset: 0.1 } } as unknown as ResultRecord;
    await store.put(old);
    const [listed] = await store.list();
    expect(listed?.settings).toEqual({ ...DEFAULT_SETTINGS, opening: 0.5, offset: 0.1 });
  });

  it('lists newest first, and the same after a reload', async () => {
    for (const [id, at] of [
      ['a', 1],
      ['c', 3],
      ['b', 2],
    ] as const)
      await store.put(record(id, at));
    const reloaded = new ResultStore(() => openDatabase(name));
    expect(await reloaded.list()).toEqual([record('c', 3), record('b', 2), record('a', 1)]);
  });

  it('hides, brings back, and forgets for good what was hidden long enough ago', async () => {
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await store.put(record(id, i));
    await store.hide(['a', 'b'], 1000);
    await store.hide(['c'], 2000);
    const shown = async () => (await store.list()).map(({ id }) => id);
    expect(await shown()).toEqual(['d']);
    expect((await store.ids()).sort()).toEqual(['a', 'b', 'c', 'd']);
    await store.restore(['a', 'never was']);
    expect(await shown()).toEqual(['d', 'a']);
    expect(await store.purge(({ at }) => at < 2000)).toEqual(['b']);
    expect((await store.ids()).sort()).toEqual(['a', 'c', 'd']);
    // Too late for what is gone; no empty entry appears in its place.
    await store.restore(['b']);
    expect(await shown()).toEqual(['d', 'a']);
  });

  it('lets a tab of a newer version upgrade while this one is at work', async () => {
    await store.put(record('a', 1));
    const held = await openDatabase(name);
    const newer = await openDB(name, held.version + 1);
    expect(await newer.count('results')).toBe(1);
    newer.close();
  });
});

describe('JobStore', () => {
  it('fills up the settings of a job from a version that had fewer', async () => {
    const name = `test-${Math.random()}`;
    const jobs = new JobStore(() => openDatabase(name));
    const settings = { opening: 0.5, quality: 'small' } as typeof DEFAULT_SETTINGS;
    await jobs.put([{ id: 'a', input: { settings } }]);
    expect(await jobs.list()).toEqual([
      { id: 'a', input: { settings: { ...DEFAULT_SETTINGS, ...settings } } },
    ]);
  });
});

describe('orphans', () => {
  const files = [
    resultPath('finished'),
    resultPath('unrecorded'),
    `${resultPath('dead')}.part`,
    packetLogPath('dead'),
    `${resultPath('running')}.part`,
    `${resultPath('finished')}.part`,
    packetLogPath('finished'),
    packetLogPath('running'),
    packetLogPath('interrupted'),
    `${resultPath('interrupted')}.part`,
  ];
  const gone = orphans(files, new Set(['running']), new Set(['finished']), new Set(['interrupted']));

  it('spares finished results, whatever a tab works on, and what lets a job go on', () => {
    for (const path of [
      resultPath('finished'),
      `${resultPath('running')}.part`,
      packetLogPath('running'),
      packetLogPath('interrupted'),
    ])
      expect(gone).not.toContain(path);
  });

  it('takes what was being written into the caches, once nobody is at work', () => {
    const whole = cachePath(cacheId('video', 'ab', 1));
    const caches = [whole, `${whole}.part`, `${whole}.sound`, `${whole}.sound.part`];
    const none = new Set<string>();
    expect(orphans(caches, none, none, none)).toEqual(caches.slice(1));
    expect(orphans(caches, new Set(['running']), none, none)).toEqual([]);
  });

  it('takes the rest', () => {
    expect(gone).toHaveLength(files.length - 4);
  });
});

it('reads the owner back from every path it makes', () => {
  const id = crypto.randomUUID();
  for (const path of [resultPath(id), `${resultPath(id)}.part`, packetLogPath(id)])
    expect(ownerOf(path)).toBe(id);
});

it('names a used-up quota, and nothing else, storage/full', () => {
  expect(asStorageError(new DOMException('', 'QuotaExceededError'))).toMatchObject({ code: 'storage/full' });
  const other = new DOMException('', 'NotFoundError');
  expect(asStorageError(other)).toBe(other);
});
