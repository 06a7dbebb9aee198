import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { namePainter } from '../../../engine/painters/painting';
import type { CacheUse } from './caches';
import type { ConsentRecord } from './consents';
import type { InputRecord } from './inputs';
import type { JobRecord } from './jobs';
import type { LogRecord } from './log';
import type { NetworkRecord } from './networks';
import type { Deletion, ResultRecord } from './result-record';

export interface StudioSchema extends DBSchema {
  results: { key: string; value: ResultRecord; indexes: { createdAt: number } };
  networks: { key: string; value: NetworkRecord };
  deletions: { key: string; value: Deletion };
  jobs: { key: string; value: JobRecord };
  inputs: { key: string; value: InputRecord };
  values: { key: string; value: unknown };
  log: { key: string; value: LogRecord };
  caches: { key: string; value: CacheUse };
  consents: { key: string; value: ConsentRecord; indexes: { at: number } };
}

export type StudioDatabase = IDBPDatabase<StudioSchema>;
type UpgradeTransaction = IDBPTransaction<StudioSchema, StoreNames<StudioSchema>[], 'versionchange'>;
type Upgrade = (database: StudioDatabase, transaction: UpgradeTransaction) => void | Promise<void>;

const NAME = 'koubo';

/** Index i takes the database from version i to i + 1. Append only: a step that has shipped never changes. */
const UPGRADES: readonly Upgrade[] = [
  (database) => {
    const results = database.createObjectStore('results', { keyPath: 'id' });
    results.createIndex('createdAt', 'createdAt');
  },
  (database) => {
    database.createObjectStore('networks', { keyPath: 'id' });
  },
  (database) => {
    database.createObjectStore('deletions', { keyPath: 'id' });
  },
  (database) => {
    database.createObjectStore('jobs', { keyPath: 'id' });
    database.createObjectStore('inputs', { keyPath: 'id' });
    database.createObjectStore('values');
  },
  (database) => {
    database.createObjectStore('log', { keyPath: 'id' });
  },
  (database) => {
    database.createObjectStore('caches', { keyPath: 'id' });
  },
  (database) => {
    const consents = database.createObjectStore('consents', { keyPath: 'id' });
    consents.createIndex('at', 'at');
  },
  // Until here a job and a result named an engine; since then they say who paints, and how.
  async (_database, transaction) => {
    const jobs = transaction.objectStore('jobs');
    for await (const cursor of jobs) {
      const { input, ...job } = cursor.value;
      await cursor.update({ ...job, input: namePainter(input) });
    }
    const results = transaction.objectStore('results');
    for await (const cursor of results) await cursor.update(namePainter(cursor.value));
  },
];

/** Opens the database at its newest version. `name` differs only in tests. */
export function openDatabase(name = NAME): Promise<StudioDatabase> {
  return openDB<StudioSchema>(name, UPGRADES.length, {
    upgrade(database, from, _to, transaction) {
      const climb = async () => {
        for (const step of UPGRADES.slice(from)) await step(database, transaction);
      };
      // All or nothing: what was stored stays as it was.
      climb().catch(() => transaction.abort());
    },
    // A tab of a newer version wants to upgrade: this one lets go, and opens again when it next needs to.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}
