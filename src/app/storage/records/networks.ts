import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';
import { openFile, removeFile, writeFile } from '../../../engine/job/input/files';
import { NETWORKS } from '../paths';
import { asStorageError } from './storage-error';

/** A network that the user brought. Its bytes lie in OPFS at `networkPath(id)` and are complete when the record exists. */
export type NetworkRecord = {
  /** SHA-256 of the file, hexadecimal. */
  readonly id: string;
  readonly name: string;
  /** Terms of use: of the published weights as known, else as the user stated them. */
  readonly licence: string;
  /** Where it comes from, where that is known. */
  readonly source: string | null;
  /** False where the terms forbid commercial use; null where that is not known. */
  readonly commercial: boolean | null;
  readonly bytes: number;
  /** Height and width of the faces that it paints, pixels. */
  readonly size: number;
  readonly half: boolean;
  /** When it was added and its terms were accepted: milliseconds since 1970. */
  readonly addedAt: number;
};

/** A network with its file, by reference to the bytes in OPFS. */
export type StoredNetwork = { readonly record: NetworkRecord; readonly file: File };

const networkPath = (id: string) => `${NETWORKS}/${id}.onnx`;

/** The networks that the user brought, oldest first. */
export class NetworkStore {
  #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** Copies the file and then records it. Throws `storage/full`. */
  async put(record: NetworkRecord, file: Blob): Promise<void> {
    try {
      await writeFile(networkPath(record.id), file);
    } catch (reason) {
      await removeFile(networkPath(record.id));
      throw asStorageError(reason);
    }
    await withDatabase(this.#open, (database) => database.put('networks', record));
  }

  async list(): Promise<NetworkRecord[]> {
    const records = await withDatabase(this.#open, (database) => database.getAll('networks'));
    return records.sort((a, b) => a.addedAt - b.addedAt);
  }

  /** Throws a `NotFoundError` where the bytes are gone. */
  async read(record: NetworkRecord): Promise<StoredNetwork> {
    return { record, file: await openFile(networkPath(record.id)) };
  }

  /** Forgets the record first, so that none ever names bytes that are gone. */
  async delete(id: string): Promise<void> {
    await withDatabase(this.#open, (database) => database.delete('networks', id));
    await removeFile(networkPath(id));
  }
}
