import type { AnalysisKind } from '../../../engine/job/analyses/analysis-store';
import { openDatabase, type StudioDatabase } from './database';
import { listFiles, openFile, removeFile, writeFile } from '../../../engine/job/input/files';
import { CACHE, cachePath } from '../paths';
import { withDatabase, type OpenDatabase } from './with-database';

/** What is kept of a file so that it need not be found out again: its faces, what was heard in it, its conversion. */
export type CacheKind = AnalysisKind;

/** One kept thing. */
export type CacheEntry = {
  /** Its file's name: kind, content hash of what it was made from, and version. */
  readonly id: string;
  readonly kind: CacheKind;
  /** Content hash of the file that it was made from. */
  readonly source: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
  /** How often it was there when it was wanted. */
  readonly hits: number;
};

/** When a cached file was used last, and how often it spared making it; versions before this one did not count. */
export type CacheUse = {
  readonly id: string;
  readonly usedAt: number;
  readonly hits?: number;
  /** Name of its bytes by their content, as `SourceRef.id`, where that was taken. */
  readonly content?: string;
};

/** Names what is kept of a source. Another `version` is another thing: what an older one made is not used. */
export const cacheId = (kind: CacheKind, source: string, version: string | number) =>
  `${kind}-${source}.v${version}`;

const NAME = /^(track|curve|video)-([^.]+)\.v[^.]+$/;

/** True for what was left in the middle of being written. */
export const isCacheRemnant = (path: string) =>
  path.startsWith(`${CACHE}/`) && !NAME.test(path.slice(CACHE.length + 1));

/** Files in OPFS; tests hand in their own. */
export type CacheFiles = {
  readonly open: (path: string) => Promise<File>;
  readonly write: (path: string, bytes: Blob) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly list: (folder: string) => Promise<string[]>;
};

const OPFS: CacheFiles = { open: openFile, write: writeFile, remove: removeFile, list: listFiles };

/** What can be made anew and is kept to save the time. */
export class CacheStore {
  readonly #files: CacheFiles;
  readonly #open: OpenDatabase;

  constructor(files: CacheFiles = OPFS, open: OpenDatabase = openDatabase) {
    this.#files = files;
    this.#open = open;
  }

  /** True where there is such a file; whether it is any good is not looked at. */
  async has(id: string): Promise<boolean> {
    return (await this.#find(id)) !== null;
  }

  /** The file, by reference; null where there is none. It counts as a hit. */
  async read(id: string): Promise<File | null> {
    const file = await this.#find(id);
    if (file) await this.hit(id);
    return file;
  }

  /** As `read`, without counting. */
  async peek(id: string): Promise<File | null> {
    return this.#find(id);
  }

  /** Keeps bytes; throws what the disk throws. */
  async write(id: string, bytes: Blob): Promise<void> {
    await this.#files.write(cachePath(id), bytes);
    await this.touch(id);
  }

  /** Notes that a file was used; whoever wrote it in place at `cachePath(id)` says so too. Never fails for it. */
  async touch(id: string): Promise<void> {
    await this.#note(id, 0);
  }

  /** Notes what a file's bytes are, so that it can be told later whether they still are. */
  async seal(id: string, content: string): Promise<void> {
    await this.#use((database) => database.put('caches', { id, usedAt: Date.now(), hits: 0, content }));
  }

  /** What was noted of a file's bytes; null where nothing was. */
  async contentOf(id: string): Promise<string | null> {
    return (await this.#use((database) => database.get('caches', id)))?.content ?? null;
  }

  /** Notes that a file, or what was read from it before, spared making it. Never fails for it. */
  async hit(id: string): Promise<void> {
    await this.#note(id, 1);
  }

  /** All that is kept, whatever its version. */
  async list(): Promise<CacheEntry[]> {
    const uses = await this.#use((database) => database.getAll('caches'));
    const useOf = new Map(uses.map((use) => [use.id, use]));
    const entries: CacheEntry[] = [];
    for (const path of await this.#files.list(CACHE)) {
      const id = path.slice(CACHE.length + 1);
      const [, kind, source] = NAME.exec(id) ?? [];
      const file = kind && (await this.#find(id));
      if (!file || !source) continue;
      const entry = { id, kind: kind as CacheKind, source, bytes: file.size };
      const { usedAt = file.lastModified, hits = 0 } = useOf.get(id) ?? {};
      entries.push({ ...entry, usedAt, hits });
    }
    return entries;
  }

  /** Removes some of it. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#files.remove(cachePath(id));
      await this.#use((database) => database.delete('caches', id));
    }
  }

  /** Removes all of it. */
  async clear(): Promise<void> {
    await this.remove((await this.list()).map(({ id }) => id));
  }

  async #note(id: string, more: number): Promise<void> {
    const note = async (database: StudioDatabase) => {
      const { store, done } = database.transaction('caches', 'readwrite');
      const known = await store.get(id);
      await store.put({ ...known, id, usedAt: Date.now(), hits: (known?.hits ?? 0) + more });
      await done;
    };
    await this.#use(note).catch((reason: unknown) => console.warn(`the use of ${id} was not noted`, reason));
  }

  async #find(id: string): Promise<File | null> {
    try {
      return await this.#files.open(cachePath(id));
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'NotFoundError') return null;
      throw reason;
    }
  }

  #use<T>(work: (database: StudioDatabase) => Promise<T>): Promise<T> {
    return withDatabase(this.#open, work);
  }
}
