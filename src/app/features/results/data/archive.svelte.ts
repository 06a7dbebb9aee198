import { DubError, toErrorData, type DubErrorData } from '../../../../engine/core/errors';
import { createFile, openFile, removeFile } from '../../../../engine/job/input/files';
import { holdJob } from '../../../storage/lease';
import { archivePath, resultPath } from '../../../storage/paths';
import type { ResultRecord } from '../../../storage/records/result-record';
import { estimateSpace } from '../../../storage/space';
import { asStorageError } from '../../../storage/records/storage-error';
import { writeZip, type ZipEntry } from '../../../storage/zip';
import { uniqueNames } from './unique-names';

export type ArchiveState =
  | { readonly state: 'none' }
  /** Bytes written, of how many. */
  | { readonly state: 'writing'; readonly done: number; readonly total: number }
  /** How many results are in it, and how many could not be because their bytes are gone. */
  | { readonly state: 'written'; readonly files: number; readonly missing: number }
  | { readonly state: 'failed'; readonly error: DubErrorData };

/** One ZIP of many results, made one at a time. */
export class Archive {
  #state = $state.raw<ArchiveState>({ state: 'none' });
  #stop: AbortController | null = null;
  /** Removes the archive that lies in the app's own storage. */
  #discard: (() => Promise<void>) | null = null;

  get state(): ArchiveState {
    return this.#state;
  }

  /**
   * Writes the results into `target`, or without one into the app's own storage, from where the caller hands it to
   * the browser's downloads; it lies there until the next one is made or the page is closed. Resolves to null where
   * it was cancelled or failed; `state` then tells.
   */
  async write(records: readonly ResultRecord[], target: FileSystemFileHandle | null): Promise<File | null> {
    this.cancel();
    const stop = (this.#stop = new AbortController());
    const total = records.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#state = { state: 'writing', done: 0, total };
    let missing = 0;
    const entries = await entriesOf(records);
    const options = {
      signal: stop.signal,
      onRead: (done: number) => {
        if (this.#stop === stop) this.#state = { state: 'writing', done, total };
      },
      onMissing: () => void missing++,
    };
    try {
      const handle = target ?? (await this.#own(total));
      await writeZip(handle, entries, options);
      this.#state = { state: 'written', files: records.length - missing, missing };
      return await handle.getFile();
    } catch (reason) {
      if (!target) await this.#discard?.();
      if (this.#stop === stop) this.#state = stop.signal.aborted ? { state: 'none' } : failed(reason);
      return null;
    }
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Puts away what the last one left to tell. */
  dismiss(): void {
    if (this.#state.state !== 'writing') this.#state = { state: 'none' };
  }

  /** A file in the app's own storage; it takes the place of the last one. Throws `storage/full` where it has no room. */
  async #own(bytes: number): Promise<FileSystemFileHandle> {
    await this.#discard?.();
    const space = await estimateSpace();
    if (space && space.free < bytes) throw new DubError('storage/full', { detail: { bytes, ...space } });
    const id = crypto.randomUUID();
    // Held for as long as the page lives, because nobody tells when a download has read the file to its end. The
    // sweep takes what is not held.
    const letGo = await holdJob(id);
    this.#discard = async () => {
      this.#discard = null;
      await removeFile(archivePath(id));
      letGo();
    };
    return createFile(archivePath(id));
  }
}

async function entriesOf(records: readonly ResultRecord[]): Promise<ZipEntry[]> {
  // Loaded when it is needed: pages that show results should not wait for it.
  const { SUBTITLE_KINDS, subtitleFile } = await import('../save/subtitle-files');
  const names = uniqueNames(records.map(({ name }) => name));
  const entries = records.flatMap((record, i): ZipEntry[] => {
    const { id, createdAt: modifiedAt } = record;
    const name = names[i] ?? record.name;
    const beside = SUBTITLE_KINDS.flatMap((kind) => subtitleFile(record, kind, name) ?? []);
    return [
      { name, modifiedAt, open: () => openFile(resultPath(id)) },
      ...beside.map((file) => ({ name: file.name, modifiedAt, open: () => Promise.resolve(file) })),
    ];
  });
  // Videos that only their formats tell apart have subtitles of one name.
  const apart = uniqueNames(entries.map(({ name }) => name));
  return entries.map((entry, i) => ({ ...entry, name: apart[i] ?? entry.name }));
}

function failed(reason: unknown): ArchiveState {
  const known = asStorageError(reason);
  const error = known instanceof DubError ? known : new DubError('storage/not-written', { cause: reason });
  return { state: 'failed', error: toErrorData(error) };
}
