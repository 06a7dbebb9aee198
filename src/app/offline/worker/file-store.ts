import { sha256Hex } from '../../../engine/core/sha256';
import { mediaType } from '../mime';
import { ISOLATION_HEADERS, privacyHeaders } from '../policy';
import { inOrder, type AppFile, type Kept } from '../precache';

/**
 * The app's files in Cache Storage, each under the hash of its content: what two versions share is fetched once, a
 * download that was broken off goes on with the files that are missing, and no version can be served another's file.
 */
export class FileStore {
  readonly #files: readonly AppFile[];
  readonly #scope: string;
  /** Downloads that run, so that two pages do not fetch a file twice. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(files: readonly AppFile[], scope: string) {
    this.#files = inOrder(files);
    this.#scope = scope;
  }

  /** The kept file with the headers that it needs, whatever its server sent; null where it is not kept. */
  async answer(file: AppFile): Promise<Response | null> {
    const kept = await (await this.#open()).match(this.#key(file.hash));
    return kept ? withHeaders(kept, file) : null;
  }

  async #missing(): Promise<AppFile[]> {
    const keys = await (await this.#open()).keys();
    const held = new Set(keys.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)));
    return this.#files.filter(({ hash }) => !held.has(hash));
  }

  async kept(): Promise<Kept> {
    return this.#account(await this.#missing());
  }

  #account(missing: readonly AppFile[], got = 0): Kept {
    const sum = (files: readonly AppFile[]) => files.reduce((bytes, file) => bytes + file.bytes, 0);
    const total = sum(this.#files);
    return { bytes: total - sum(missing) + got, total, complete: missing.length === 0 };
  }

  /** Fetches, verifies and keeps one missing file, the shell's first. Rejects where it cannot be had as it should be. */
  async keepNext(report: (kept: Kept) => void): Promise<Kept> {
    const missing = await this.#missing();
    const [next] = missing;
    if (!next) return this.#account(missing);
    await this.#keep(next, (got) => report(this.#account(missing, got)));
    return this.kept();
  }

  /** Keeps all that is missing of `which`. Rejects at the first file that cannot be had as it should be. */
  async keepAll(which: 'shell' | 'everything'): Promise<void> {
    for (const file of await this.#missing()) {
      if (which === 'everything' || file.shell) await this.#keep(file, () => {});
    }
  }

  /** Forgets what belongs to other versions only. */
  async forgetOthers(): Promise<void> {
    const cache = await this.#open();
    const own = new Set(this.#files.map(({ hash }) => this.#key(hash)));
    for (const { url } of await cache.keys()) if (!own.has(url)) await cache.delete(url);
  }

  #keep(file: AppFile, onBytes: (got: number) => void): Promise<void> {
    const running = this.#running.get(file.hash) ?? this.#fetch(file, onBytes);
    this.#running.set(file.hash, running);
    return running.finally(() => this.#running.delete(file.hash));
  }

  async #fetch(file: AppFile, onBytes: (got: number) => void): Promise<void> {
    const url = new URL(file.path, this.#scope).href;
    // Under a name without a hash the browser may hold an older file; then the server is asked again.
    const bytes =
      (await verified(url, file, 'default', onBytes)) ?? (await verified(url, file, 'reload', onBytes));
    if (!bytes) throw new Error(`${file.path} is not the file that belongs to this version`);
    await (await this.#open()).put(this.#key(file.hash), new Response(bytes));
  }

  #open(): Promise<Cache> {
    return caches.open(`koubo-files:${new URL(this.#scope).pathname}`);
  }

  #key(hash: string): string {
    return new URL(`.kept/${hash}`, this.#scope).href;
  }
}

/** The same answer with the type, policy and isolation that `file` must have in the browser. */
export function withHeaders(response: Response, file: AppFile): Response {
  const headers = new Headers(response.headers);
  // The body is unpacked already.
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  headers.set('Content-Type', mediaType(file.path));
  const told = { ...privacyHeaders(file.path.endsWith('.html') ? 'page' : 'other'), ...ISOLATION_HEADERS };
  for (const [name, value] of Object.entries(told)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** The bytes at `url`, or null where they are not those of `file`. Rejects where nothing is had. */
async function verified(
  url: string,
  file: AppFile,
  cache: RequestCache,
  onBytes: (got: number) => void,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch(url, { cache, credentials: 'same-origin' });
  if (!response.ok || !response.body) throw new Error(`${response.status} for ${file.path}`);
  const bytes = new Uint8Array(file.bytes);
  let at = 0;
  for (const reader = response.body.getReader(); ; onBytes(at)) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > file.bytes) {
      await reader.cancel();
      return null;
    }
    bytes.set(value, at);
    at += value.length;
  }
  return at === file.bytes && (await sha256Hex(bytes)) === file.hash ? bytes : null;
}
