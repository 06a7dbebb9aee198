import type { Readable } from 'node:stream';

/** Bytes of a file, and how many were read so far. */
export type Reading = Readable & { readonly bytesRead: number };

/** Inclusive, as in HTTP. */
export type Bytes = { readonly start: number; readonly end: number };

/** There is no such file: there never was, or somebody has removed it meanwhile. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
  constructor(key: string, cause?: unknown) {
    super(`The store has no ${key}.`, { cause });
  }
}

/** A store does not answer, or will not: told without anything that nobody else may know. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
}

/**
 * Where the machines of a farm keep files, by keys such as `files/<hash>`. A file is there whole or not at all, and never
 * changes under its key but by another whole one.
 */
export interface Store {
  /** Bytes of a file; null where there is none. */
  size(key: string): Promise<number | null>;
  /** Reads a file, or a part of it, to its end even where it is removed meanwhile. Throws `NotStored`. */
  read(key: string, part?: Bytes): Promise<Reading>;
  /** Writes a file. Resolves when it is safe on the disk; a source that fails leaves nothing behind. */
  write(key: string, bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<void>;
  /** Gives a file another key, under which another may have been before. Throws `NotStored`. */
  move(from: string, to: string): Promise<void>;
  /** Puts a file of the store at a path of this machine, by a link where that is possible. Throws `NotStored`. */
  bring(key: string, path: string): Promise<void>;
  /** Keys that begin with a folder's name, such as `checkpoints/<id>`, in ascending order. */
  list(folder: string): Promise<string[]>;
  /** Removes a file, or a folder with all that is in it; does nothing where there is none. What is written there meanwhile stays. */
  remove(key: string): Promise<void>;
}

/** A key as the store takes it: names never become paths. */
const KEY = /^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._-]{0,200}){1,3}$/;

/** Throws for what is no key. */
export function checkKey(key: string): string {
  if (!KEY.test(key) || key.includes('..')) throw new Error('That is no key of the store.');
  return key;
}

const HASH = /^[0-9a-f]{64}$/;
export const isHash = (value: unknown): value is string => typeof value === 'string' && HASH.test(value);

export const fileKey = (hash: string) => `files/${hash}`;
/** A file's name in the app, `FileRef.source`. */
export const sourceKey = (hash: string) => `sources/${hash}`;
export const resultKey = (id: string) => `results/${id}`;
/** What is known of a result: written after it, so that whoever sees this finds the other. */
export const recordKey = (id: string) => `records/${id}`;
export const analysesKey = (source: string) => `analyses/${source}`;
export const checkpointKey = (id: string) => `checkpoints/${id}`;

/** A small file as text; null where there is none. */
export async function readText(store: Store, key: string): Promise<string | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await store.read(key)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  } catch (reason) {
    if (reason instanceof NotStored) return null;
    throw reason;
  }
}
