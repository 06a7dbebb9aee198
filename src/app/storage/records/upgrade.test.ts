import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../engine/plan/dub-plan';
import { openDatabase } from './database';
import { JobStore } from './jobs';
import { ResultStore } from './results';

/** The stores of version 0.1, whose database had version 7. */
const OLD = ['results', 'networks', 'deletions', 'jobs', 'inputs', 'log', 'caches', 'consents'];

const source = (id: string) => ({ id, name: `${id}.mp4`, bytes: 1 });
const files = { video: source('v'), speech: source('s') };
const settings = { ...DEFAULT_SETTINGS, opening: 0.5 };
const network = { id: 'n', name: 'mini', licence: 'Apache-2.0' };
const published = { method: 'published', lead: 1 };

const job = (id: string, more: object) => ({
  ...{ id, order: 1, state: 'waiting' },
  input: { ...files, settings, encoder: 'auto', ...more },
});
const result = (id: string, createdAt: number, more: object) => ({
  id,
  createdAt,
  ...files,
  settings,
  ...more,
});

async function writeAsOld(name: string): Promise<void> {
  const database = await openDB(name, 7, {
    upgrade(made) {
      for (const store of OLD) {
        const created = made.createObjectStore(store, { keyPath: 'id' });
        if (store === 'results') created.createIndex('createdAt', 'createdAt');
        if (store === 'consents') created.createIndex('at', 'at');
      }
      made.createObjectStore('values');
    },
  });
  await database.put('jobs', job('own', {}));
  await database.put(
    'jobs',
    job('net', { wav2lip: { network: { ...network, size: 96 }, settings: published } }),
  );
  await database.put('results', result('own', 3, { engine: 'reuse' }));
  await database.put('results', result('net', 2, { engine: 'wav2lip', network, wav2lip: published }));
  // Older still: it said nothing of how the network was to work.
  await database.put('results', result('older', 1, { engine: 'wav2lip', network }));
  await database.put('values', 2, 'pace');
  database.close();
}

it('opens what version 0.1 wrote: jobs and results say who paints, and all else is as it was', async () => {
  const name = `test-${Math.random()}`;
  await writeAsOld(name);
  const open = () => openDatabase(name);
  expect(await new JobStore(open).list()).toEqual([
    job('net', { painter: { id: 'wav2lip', settings: published, network: { ...network, size: 96 } } }),
    job('own', { painter: { id: 'reuse', settings: {} } }),
  ]);
  expect(await new ResultStore(open).list()).toEqual([
    result('own', 3, { painter: { id: 'reuse', settings: {} } }),
    result('net', 2, { painter: { id: 'wav2lip', settings: published, network } }),
    result('older', 1, {
      painter: { id: 'wav2lip', settings: { method: 'improved', lead: 0 }, network },
    }),
  ]);
  const database = await open();
  expect(await database.get('values', 'pace')).toBe(2);
  database.close();
});
