import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkKey, type Bytes, type Reading, type Store } from './store';

const isMissing = (reason: unknown) =>
  ['ENOENT', 'ENOTDIR'].includes((reason as NodeJS.ErrnoException).code ?? '');

/** A folder that all machines mount at whatever path. */
export class FolderStore implements Store {
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  async size(key: string): Promise<number | null> {
    try {
      const found = await stat(this.#path(key));
      return found.isFile() ? found.size : null;
    } catch (reason) {
      if (isMissing(reason)) return null;
      throw reason;
    }
  }

  async read(key: string, part?: Bytes): Promise<Reading> {
    return createReadStream(this.#path(key), part);
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<void> {
    const path = this.#path(key);
    await mkdir(dirname(path), { recursive: true });
    // A dot keeps it out of every list, and no key leads there.
    const part = join(dirname(path), `.${randomUUID()}.part`);
    try {
      const file = await open(part, 'wx');
      try {
        if (bytes instanceof Uint8Array) await file.writeFile(bytes);
        else for await (const piece of bytes) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    } catch (reason) {
      await rm(part, { force: true });
      throw reason;
    }
  }

  async move(from: string, to: string): Promise<void> {
    const path = this.#path(to);
    await mkdir(dirname(path), { recursive: true });
    await rename(this.#path(from), path);
  }

  async bring(key: string, path: string): Promise<void> {
    if ((await this.size(key)) === null) throw new Error(`The store has no ${key}.`);
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true });
    await symlink(this.#path(key), path);
  }

  async list(folder: string): Promise<string[]> {
    try {
      const entries = await readdir(this.#path(folder), { withFileTypes: true, recursive: true });
      return entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name).slice(this.#root.length + 1))
        .sort();
    } catch (reason) {
      if (isMissing(reason)) return [];
      throw reason;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true, recursive: true });
  }

  #path(key: string): string {
    return join(this.#root, checkKey(key));
  }
}
