import { DubError } from '../../core/errors';
import { onceFree } from './once-free';

/** `FileSystemFileHandle.move` (all engines have it for OPFS) is not in TypeScript's library yet. */
type MovableHandle = FileSystemFileHandle & { move(name: string): Promise<void> };

/** The folder and the name of an OPFS path such as `outputs/a.mp4`; missing folders are made. Throws `storage/full`. */
async function place(path: string): Promise<{ folder: FileSystemDirectoryHandle; name: string }> {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop();
  if (name === undefined) throw new RangeError(`not a file path: "${path}"`);
  try {
    let folder = await navigator.storage.getDirectory();
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    return { folder, name };
  } catch (reason) {
    // A folder is refused too where the quota is used up.
    throw asStorageError(reason);
  }
}

/** A full disk or quota as `storage/full`; everything else as it is. */
export function asStorageError(reason: unknown): unknown {
  const name =
    typeof reason === 'object' && reason !== null ? (reason as { name?: unknown }).name : undefined;
  return name === 'QuotaExceededError' ? new DubError('storage/full', { cause: reason }) : reason;
}

/**
 * A file in OPFS that appears under its name only when it is complete: bytes go to `<path>.part`, `commit`
 * flushes, closes and renames, `abandon` removes. Exactly one of the two ends it. Workers only.
 */
export type PartFile = {
  /** Writes all of `data` at byte `at`. Throws `storage/full`. */
  write(data: Uint8Array, at: number): void;
  /** Reads up to `into.length` bytes at byte `at`; returns how many came. */
  read(into: Uint8Array, at: number): number;
  size(): number;
  /** Bytes of the finished file. Throws `storage/full`. */
  commit(): Promise<number>;
  abandon(): Promise<void>;
  /** The first `storage/full` that a write met, whatever the writer's caller made of it. */
  readonly failure: DubError | null;
};

/** Where a file lies while it is being written. */
export function partPath(path: string): string {
  return `${path}.part`;
}

/** The one handle that a file may have, for reading and writing in place. Workers only. */
const lock = (file: FileSystemFileHandle) => onceFree(() => file.createSyncAccessHandle());

/** Opens a file for reading and writing in place; it is made where there is none. Throws `storage/full`. */
export async function openSyncFile(path: string): Promise<FileSystemSyncAccessHandle> {
  const { folder, name } = await place(path);
  try {
    return await lock(await folder.getFileHandle(name, { create: true }));
  } catch (reason) {
    throw asStorageError(reason);
  }
}

export type PartOptions = {
  /** Asked once a write finds the disk full: true where it made room, and the write is tried again. */
  readonly makeRoom?: () => boolean;
};

/** Starts `<path>.part`, empty. Throws `storage/full`. */
export async function createPartFile(path: string, { makeRoom }: PartOptions = {}): Promise<PartFile> {
  const { folder, name } = await place(path);
  const partName = partPath(name);
  let failure: DubError | null = null;
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (reason) {
      const mapped = asStorageError(reason);
      if (mapped instanceof DubError) failure ??= mapped;
      throw mapped;
    }
  };
  let file: FileSystemFileHandle;
  let handle: FileSystemSyncAccessHandle;
  try {
    file = await folder.getFileHandle(partName, { create: true });
    handle = await lock(file);
    handle.truncate(0);
  } catch (reason) {
    throw asStorageError(reason);
  }
  return {
    get failure() {
      return failure;
    },
    write(data, at) {
      guard(() => {
        if (!wrote(handle, data, at) && !(makeRoom?.() && wrote(handle, data, at)))
          throw new DOMException('short write', 'QuotaExceededError');
      });
    },
    read: (into, at) => handle.read(into, { at }),
    size: () => handle.getSize(),
    async commit() {
      // A muxer may swallow what its target threw.
      if (failure) throw failure;
      const bytes = guard(() => {
        handle.flush();
        return handle.getSize();
      });
      try {
        handle.close();
        await remove(folder, name);
        // Chromium 156 checks the quota once more here.
        await (file as MovableHandle).move(name);
      } catch (reason) {
        throw asStorageError(reason);
      }
      return bytes;
    },
    async abandon() {
      handle.close();
      await remove(folder, partName);
    },
  };
}

/** Writes all of `data` at byte `at`; false where the disk or the quota is too full for it. */
export function wrote(file: FileSystemSyncAccessHandle, data: Uint8Array, at: number): boolean {
  try {
    // Where the quota ends in the middle, Chromium 156 writes a part and returns -8 as an unsigned number
    // (4294967288) instead of throwing.
    return file.write(data, { at }) === data.length;
  } catch (reason) {
    if (asStorageError(reason) instanceof DubError) return false;
    throw reason;
  }
}

async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (reason) {
    if (!(reason instanceof DOMException && reason.name === 'NotFoundError')) throw reason;
  }
}

/** A file in OPFS, to be read. Throws a `NotFoundError`. */
export async function openOpfsFile(path: string): Promise<File> {
  const { folder, name } = await place(path);
  return (await folder.getFileHandle(name)).getFile();
}

/** Removes a file in OPFS; it need not be there. */
export async function removeOpfsFile(path: string): Promise<void> {
  const { folder, name } = await place(path);
  await remove(folder, name);
}
