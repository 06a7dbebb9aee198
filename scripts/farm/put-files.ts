import { createReadStream } from 'node:fs';
import { fileKey, type Store } from './store/store';
import type { FileRef } from './work';

/** Puts a file of this machine into the store where it is not there yet. */
export async function putFile(store: Store, { hash, bytes }: FileRef, path: string): Promise<void> {
  if ((await store.size(fileKey(hash))) === bytes) return;
  await store.write(fileKey(hash), createReadStream(path, { highWaterMark: 1 << 20 }));
}
