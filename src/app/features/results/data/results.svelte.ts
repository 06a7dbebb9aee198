import { DubError } from '../../../../engine/core/errors';
import { openFile, removeFile } from '../../../../engine/job/input/files';
import { resultPath } from '../../../storage/paths';
import type { ResultRecord } from '../../../storage/records/result-record';
import type { ResultStore } from '../../../storage/records/results';
import { StoredBytes, type BytesCheck } from '../../../storage/stored-bytes';
import { safeBaseName } from '../../../jobs/names';
import { oneOf } from './one-of';

/** By which the tabs tell each other that the results have changed. */
const CHANNEL = 'koubo:results';

/**
 * A deletion that is older was made by a tab that is gone, or nobody wanted it back; milliseconds. Far more than the
 * page offers to undo it, because another tab may be offering that now.
 */
const PURGE_AFTER_MS = 60_000;

export type ResultsParts = {
  readonly store: Pick<ResultStore, 'list' | 'put' | 'hide' | 'restore' | 'purge'>;
  readonly files: { open(path: string): Promise<File>; remove(path: string): Promise<void> };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Names a file by its content; null where stored bytes are trusted. */
  readonly idOf: BytesCheck['idOf'] | null;
};

/** The finished results, the same in all tabs. */
export class Results {
  readonly #parts: ResultsParts;
  readonly #stored: StoredBytes;
  readonly #channel = new BroadcastChannel(CHANNEL);
  #list = $state.raw<readonly ResultRecord[]>([]);
  #deleted = $state.raw<readonly string[]>([]);

  constructor(
    store: ResultsParts['store'],
    {
      files = { open: openFile, remove: removeFile },
      now = Date.now,
      idOf = null,
    }: Partial<ResultsParts> = {},
  ) {
    this.#parts = { store, files, now, idOf };
    this.#stored = new StoredBytes(idOf);
    this.#channel.onmessage = () => void this.#load();
  }

  /** Newest first. */
  get list(): readonly ResultRecord[] {
    return this.#list;
  }

  /** Ids of those that were deleted and can still be brought back. */
  get deleted(): readonly string[] {
    return this.#deleted;
  }

  /** Once, at the start of the page. */
  async open(): Promise<void> {
    await this.#purgeOld();
    // What was deleted just before the page was loaded again.
    setTimeout(() => void this.#purgeOld(), PURGE_AFTER_MS);
    await this.#load();
  }

  /** Records a result whose bytes are complete. Throws `storage/full`. */
  async put(record: ResultRecord): Promise<void> {
    await this.#parts.store.put(record);
    this.#list = [record, ...this.#list];
    this.#tell();
  }

  /** Gives a result another name; what its file says of its making stays as it was. Throws `storage/full`. */
  async rename(id: string, wished: string): Promise<void> {
    const record = this.#list.find((each) => each.id === id);
    const base = safeBaseName(`${wished.trim()}.x`, '');
    if (!record || base === '') return;
    const renamed = { ...record, name: `${base}${record.name.slice(record.name.lastIndexOf('.'))}` };
    await this.#parts.store.put(renamed);
    this.#list = this.#list.map((each) => (each.id === id ? renamed : each));
    this.#tell();
  }

  /** The bytes of a result, by reference. Throws a `NotFoundError`, or `result/damaged`. */
  async read(id: string): Promise<File> {
    const file = await this.#parts.files.open(resultPath(id));
    const record = this.#list.find((each) => each.id === id);
    const { bytes = file.size, content } = record ?? {};
    const whole = content === undefined || (await this.#stored.isWhole(id, file, content));
    if (file.size !== bytes || !whole) throw new DubError('result/damaged', { detail: { id } });
    const name = record?.name ?? file.name;
    // The name on the disk does not say what kind of file it is, and players go by that.
    return new File([file], name, { type: name.endsWith('.webm') ? 'video/webm' : 'video/mp4' });
  }

  /** Takes results off the list; until `settle` they can be brought back. */
  async delete(ids: readonly string[]): Promise<void> {
    await this.#parts.store.hide(ids, this.#parts.now());
    const isGone = oneOf(ids);
    this.#list = this.#list.filter(({ id }) => !isGone(id));
    this.#deleted = [...this.#deleted, ...ids];
    this.#tell();
  }

  /** Brings back all that was deleted since the last `settle`. */
  async undo(): Promise<void> {
    const ids = this.#deleted;
    this.#deleted = [];
    await this.#parts.store.restore(ids);
    await this.#load();
    this.#tell();
  }

  /** Makes final what was deleted: now its bytes go. */
  async settle(): Promise<void> {
    const isFinal = oneOf(this.#deleted);
    this.#deleted = [];
    await this.#purge(({ id }) => isFinal(id));
  }

  /** Deletes results for good, at once. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.#parts.store.hide(ids, this.#parts.now());
    const isGone = oneOf(ids);
    this.#list = this.#list.filter(({ id }) => !isGone(id));
    await this.#purge(({ id }) => isGone(id));
    this.#tell();
  }

  /** Ends the talk with the other tabs. */
  close(): void {
    this.#channel.close();
  }

  #purgeOld(): Promise<void> {
    const latest = this.#parts.now() - PURGE_AFTER_MS;
    return this.#purge(({ at }) => at <= latest);
  }

  async #purge(which: Parameters<ResultStore['purge']>[0]): Promise<void> {
    for (const id of await this.#parts.store.purge(which)) {
      // The sweep at the next start takes what something else holds now.
      await this.#parts.files
        .remove(resultPath(id))
        .catch((reason: unknown) => console.warn(`left behind: result ${id}`, reason));
    }
  }

  async #load(): Promise<void> {
    this.#list = await this.#parts.store.list();
  }

  #tell(): void {
    this.#channel.postMessage('changed');
  }
}
