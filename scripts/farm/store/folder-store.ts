import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
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
    const part = this.#scratch();
    try {
      const file = await inFolder(part, () => open(part, 'wx'));
      try {
        if (bytes instanceof Uint8Array) await file.writeFile(bytes);
        else for await (const piece of bytes) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await inFolder(path, () => rename(part, path));
    } catch (reason) {
      await rm(part, { force: true });
      throw reason;
    }
  }

  async move(from: string, to: string): Promise<void> {
    if ((await this.size(from)) === null) throw new NotStored(from);
    const path = this.#path(to);
    await inFolder(path, () => rename(this.#path(from), path));
  }

  async bring(key: string, path: string): Promise<void> {
    if ((await this.size(key)) === null) throw new NotStored(key);
    const link = () => inFolder(path, () => symlink(this.#path(key), path));
    await link().catch(async (reason: unknown) => {
      if ((reason as NodeJS.ErrnoException).code !== 'EEXIST') throw reason;
      await rm(path);
      await link();
    });
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
    const [path, aside] = [this.#path(key), this.#scratch()];
    try {
      await rename(path, aside);
    } catch (reason) {
      if (!isMissing(reason)) throw reason;
      // Either there is no such file, or nothing was ever written here that needed a folder on its way.
      if (!(await lstat(path).catch(() => null))) return;
      await inFolder(aside, () => rename(path, aside));
    }
    await rm(aside, { force: true, recursive: true, maxRetries: 3 });
  }

  /** A path for something on its way. */
  #scratch(): string {
    return join(this.#root, SCRATCH, randomUUID());
  }

  #path(key: string): string {
    return join(this.#root, checkKey(key));
  }
}

/** Does something with a path whose folder may not be there yet, or which another may remove just then. */
async function inFolder<T>(path: string, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      // It, too, fails of a folder that goes while it is made.
      if (tries > 1) await mkdir(dirname(path), { recursive: true });
      return await act();
    } catch (reason) {
      if (!isMissing(reason) || tries === TRIES) throw reason;
    }
}
