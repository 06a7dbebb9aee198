import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkKey, NotStored, type Bytes, type Reading, type Store } from './store';

/** What is being written, and what is being removed; no key leads there, and nobody else removes it. */
const SCRATCH = '.parts';
/** How often a folder is made that another removes at the same moment. */
const TRIES = 20;

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
    const file = await open(this.#path(key)).catch((reason: unknown) => {
      throw isMissing(reason) ? new NotStored(key, reason) : reason;
    });
    return file.createReadStream(part);
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<void> {
    const path = this.#path(key);
    const part = await this.#scratch();
    try {
      const file = await open(part, 'wx');
      try {
        if (bytes instanceof Uint8Array) await file.writeFile(bytes);
        else for await (const piece of bytes) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await publish(part, path);
    } catch (reason) {
      await rm(part, { force: true });
      throw reason;
    }
  }

  async move(from: string, to: string): Promise<void> {
    if ((await this.size(from)) === null) throw new NotStored(from);
    await publish(this.#path(from), this.#path(to));
  }

  async bring(key: string, path: string): Promise<void> {
    if ((await this.size(key)) === null) throw new NotStored(key);
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
    // A folder that others still write into goes in one step: emptied file by file it would take theirs, or never be empty.
    const aside = await this.#scratch();
    try {
      await rename(this.#path(key), aside);
    } catch (reason) {
      if (isMissing(reason)) return;
      throw reason;
    }
    await rm(aside, { force: true, recursive: true, maxRetries: 3 });
  }

  /** A path for something on its way, in a folder that is there. */
  async #scratch(): Promise<string> {
    const folder = join(this.#root, SCRATCH);
    await mkdir(folder, { recursive: true });
    return join(folder, randomUUID());
  }

  #path(key: string): string {
    return join(this.#root, checkKey(key));
  }
}

/** Gives a file its place, in a folder which another may remove just then. */
async function publish(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await mkdir(dirname(to), { recursive: true });
      return await rename(from, to);
    } catch (reason) {
      if (!isMissing(reason) || tries === TRIES) throw reason;
    }
}
