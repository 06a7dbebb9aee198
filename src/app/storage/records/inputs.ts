import { DubError } from '../../../engine/core/errors';
import type { SourceRef } from '../../../engine/core/media-info';
import { openFile, removeFile, writeFile } from '../../../engine/job/input/files';
import { inputPath } from '../paths';
import { StoredBytes, type BytesCheck } from '../stored-bytes';
import { asStorageError } from './storage-error';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

/** How a file that the user gave is held on to. */
export type Held =
  /** Copied into OPFS: is there until it is deleted. */
  | 'copy'
  /** By the browser's leave to read it where it lies; after a reload the user may be asked again. */
  | 'handle'
  /** A copy is being made; until then only as long as the page is open that it was given to. */
  | 'copying'
  /** Only as long as this page is open: there was no room for a copy. */
  | 'page';

/** A file that the user gave. A `copy` lies in OPFS at `inputPath(id)` and is complete when the record says so. */
export type InputRecord = SourceRef & {
  readonly type: string;
  readonly held: Held;
  readonly handle?: AskableHandle;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  readonly usedAt: number;
};

/** What Chromium adds to handles (https://wicg.github.io/file-system-access/) and the DOM library does not know. */
type AskableHandle = FileSystemFileHandle & {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
};

/** A file larger than this (bytes) is not copied where the browser lets it be read where it lies. */
const LARGE = 256 * 1024 * 1024;

/** A file larger than this (bytes) that is read where it lies is not read through first. */
const TRUSTED_BYTES = 2 ** 30;

/** True where a file is read where it lies, and takes no room in storage. */
export const isReadInPlace = (bytes: number, handle: FileSystemFileHandle | null): boolean =>
  handle !== null && bytes > LARGE;

/** The files that jobs are made from, each once, by content. */
export class InputStore {
  readonly #open: OpenDatabase;
  /** What was given to this page: read from here for as long as it lasts. */
  readonly #live = new Map<string, File>();
  /** Copies are made one after the other. */
  #copying: Promise<unknown> = Promise.resolve();
  readonly #copies = new Map<string, Promise<Held>>();

  readonly #check: BytesCheck | null;
  readonly #stored: StoredBytes;

  /** `check`: how copies are held against their content, and brought to the disk; without it they are trusted. */
  constructor(open: OpenDatabase = openDatabase, check: BytesCheck | null = null) {
    this.#open = open;
    this.#check = check;
    this.#stored = new StoredBytes(check?.idOf ?? null);
  }

  /**
   * Holds on to a file. Resolves as soon as it is recorded; `held` tells when and how it is kept for good.
   * `handle`: leave to read it where it lies, if there is any.
   */
  async keep(
    source: SourceRef,
    file: File,
    handle: FileSystemFileHandle | null,
  ): Promise<{ held: Promise<Held> }> {
    const now = Date.now();
    this.#live.set(source.id, file);
    const before = await this.get(source.id);
    if (before?.held === 'copy' || before?.held === 'handle') {
      await this.#put({ ...before, name: source.name, usedAt: now });
      return { held: before.held === 'copy' ? this.#healed(before, file) : Promise.resolve(before.held) };
    }
    const byHandle = isReadInPlace(source.bytes, handle);
    const record: InputRecord = {
      ...{ id: source.id, name: source.name, bytes: source.bytes, type: file.type },
      ...{ held: byHandle ? 'handle' : 'copying', addedAt: now, usedAt: now, ...(handle && { handle }) },
    };
    await this.#put(record);
    return { held: byHandle ? Promise.resolve('handle') : this.#copy(record, file) };
  }

  /**
   * The file's bytes, by reference. Throws `input/locked` where the browser wants to ask the user first, and
   * `input/gone` where it is not there any more or has changed.
   */
  async open({ id, bytes, name }: SourceRef): Promise<File> {
    const live = this.#live.get(id);
    if (live) return live;
    const record = await this.get(id);
    try {
      const file = record?.handle && record.held === 'handle' ? await read(record.handle) : await copyOf(id);
      // What lies where it was is read whole only where that takes a moment.
      const trusted = record?.held === 'handle' && bytes > TRUSTED_BYTES;
      if (file.size !== bytes || !(trusted || (await this.#stored.isWhole(id, file, id)))) {
        // What is damaged must not keep the file from being copied again when it is given again.
        if (record?.held === 'copy') await this.delete(id);
        throw new DubError('input/gone', { detail: { name, reason: 'other content' } });
      }
      return new File([file], name, { type: record?.type ?? '' });
    } catch (reason) {
      if (reason instanceof DubError) throw reason;
      throw new DubError('input/gone', { cause: reason, detail: { name } });
    }
  }

  /** Asks the user for leave to read files that are not copied; must come from a press of a button. */
  async unlock(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const { handle } = (await this.get(id)) ?? {};
      if (handle && (await permission(handle)) !== 'granted')
        await handle.requestPermission?.({ mode: 'read' });
    }
  }

  async get(id: string): Promise<InputRecord | undefined> {
    return withDatabase(this.#open, (database) => database.get('inputs', id));
  }

  async list(): Promise<InputRecord[]> {
    return withDatabase(this.#open, (database) => database.getAll('inputs'));
  }

  /** Forgets the record first, so that none ever names bytes that are gone. */
  async delete(id: string): Promise<void> {
    this.#live.delete(id);
    await withDatabase(this.#open, (database) => database.delete('inputs', id));
    await removeFile(inputPath(id));
  }

  /** Says of the copies that a page was at when it was closed that there are none. */
  async forgetUnfinished(): Promise<void> {
    for (const record of await this.list())
      if (record.held === 'copying' && !this.#copies.has(record.id))
        await this.#put({ ...record, held: 'page' });
  }

  /** Copies what this page holds and had no room for, now that there may be some. */
  async copyAgain(): Promise<void> {
    for (const [id, file] of this.#live) {
      const record = await this.get(id);
      if (record?.held === 'page') await this.#copy(record, file);
    }
  }

  /** Resolves when every copy begun so far is made or given up. */
  async settled(): Promise<void> {
    await this.#copying;
  }

  /** Looks at a copy of which the bytes were given again, and replaces it where it is not what it should be. */
  async #healed(record: InputRecord, file: File): Promise<Held> {
    const copy = await copyOf(record.id).catch(() => null);
    const whole = copy?.size === file.size && (await this.#stored.isWhole(record.id, copy, record.id));
    return whole ? 'copy' : this.#copy(record, file);
  }

  #copy(record: InputRecord, file: File): Promise<Held> {
    const begun = this.#copies.get(record.id);
    if (begun) return begun;
    const copy = this.#copying.then(() => this.#makeCopy(record, file));
    this.#copies.set(record.id, copy);
    this.#copying = copy.finally(() => this.#copies.delete(record.id));
    return copy;
  }

  async #makeCopy(record: InputRecord, file: File): Promise<Held> {
    const path = inputPath(record.id);
    try {
      await writeFile(path, file);
      await this.#check?.flush(path);
    } catch (reason) {
      console.warn('a file is kept for this page only', asStorageError(reason));
      await removeFile(path);
      // Better a file that has to be asked for again than none.
      const held = record.handle ? 'handle' : 'page';
      await this.#put({ ...record, held });
      return held;
    }
    await this.#put({ ...record, held: 'copy' });
    this.#stored.trust(record.id);
    return 'copy';
  }

  async #put(record: InputRecord): Promise<void> {
    await withDatabase(this.#open, (database) => database.put('inputs', record));
  }
}

async function copyOf(id: string): Promise<File> {
  return openFile(inputPath(id));
}

async function permission(handle: AskableHandle): Promise<PermissionState> {
  return (await handle.queryPermission?.({ mode: 'read' })) ?? 'granted';
}

async function read(handle: AskableHandle): Promise<File> {
  if ((await permission(handle)) !== 'granted')
    throw new DubError('input/locked', { detail: { name: handle.name } });
  return handle.getFile();
}
