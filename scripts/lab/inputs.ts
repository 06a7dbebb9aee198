import { toErrorData } from '../../src/engine/core/errors';
import { openDatabase } from '../../src/app/storage/records/database';
import { InputStore } from '../../src/app/storage/records/inputs';

const store = () => new InputStore(() => openDatabase('lab'));

/** A file that the browser lets us read where it lies: OPFS's own are handles of the same kind as the user's. */
async function handleOf(name: string, bytes: number): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.truncate(bytes);
  await writable.close();
  return handle;
}

/** What another page would get of a file kept earlier: its size, or the code of the error. */
const found = (id: string, bytes: number) =>
  store()
    .open({ id, name: 'v.mp4', bytes })
    .then(
      ({ size }) => `${size}`,
      (reason: unknown) => toErrorData(reason).code,
    );

/**
 * Keeps a file of `bytes` bytes, with leave to read it where it lies or without, and tells how it is held and what a
 * later page finds of it, as it was and after it was changed.
 */
export async function keepInput(bytes: number, byHandle: boolean) {
  const id = `${bytes}-${byHandle}`;
  const handle = byHandle ? await handleOf(id, bytes) : null;
  const file = handle ? await handle.getFile() : new File([new Uint8Array(bytes)], id);
  const { held } = await store().keep({ id, name: 'v.mp4', bytes }, file, handle);
  const how = await held;
  const later = await found(id, bytes);
  if (byHandle) await handleOf(id, bytes + 1);
  const changed = await found(id, bytes);
  await store().delete(id);
  return { held: how, later, changed, deleted: await found(id, bytes) };
}
