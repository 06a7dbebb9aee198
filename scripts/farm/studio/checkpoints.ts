import type { Page } from 'playwright-core';
import { packetLogPath, WORK } from '../../../src/app/storage/paths';
import { joined, keyNumber, pieceKey, sizesOf, withoutGap } from '../store/pieces';
import { checkpointKey, type Store } from '../store/store';
import { filesInPage, readInPage, writeInPage } from './page-files';

/** A job of the farm as the page names it: the same on every machine, since its checkpoint bears the name. */
export const pageJobId = (id: string) =>
  [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `8${id.slice(17, 20)}`, id.slice(20, 32)].join(
    '-',
  );

/** Keys of the pieces of the newest run that left any without a gap, in order. */
export function newestPieces(keys: readonly string[], sizeOf: ReadonlyMap<string, number>): string[] {
  const runs = new Map<string, string[]>();
  for (const key of keys) {
    const [run = ''] = key.split('/').slice(-2);
    runs.set(run, [...(runs.get(run) ?? []), key]);
  }
  for (const run of [...runs.keys()].sort().reverse()) {
    const { keys: whole, bytes } = withoutGap(runs.get(run) ?? [], sizeOf);
    if (bytes > 0) return [...whole];
  }
  return [];
}

/**
 * What a job has encoded so far (`src/engine/media/output/packet-log.ts`), between a page and the store. The log only
 * grows, so the store gets the piece that is new; each run has a folder of its own, since the next run may cut off the end.
 */
export class Checkpoints {
  readonly #store: Store;
  readonly #id: string;
  readonly #run = keyNumber(Date.now());
  readonly #name: string;
  #end = 0;

  constructor(store: Store, id: string) {
    this.#store = store;
    this.#id = id;
    this.#name = packetLogPath(pageJobId(id)).slice(WORK.length + 1);
  }

  /** Gives the page what an earlier run left. Resolves to its bytes. */
  async bring(page: Page): Promise<number> {
    const store = this.#store;
    const keys = await store.list(checkpointKey(this.#id));
    const sizeOf = await sizesOf(store, keys);
    const pieces = newestPieces(keys, sizeOf);
    if (pieces.length === 0) return 0;
    await writeInPage(page, { folder: WORK, name: this.#name }, joined(store, pieces));
    return pieces.reduce((bytes, key) => bytes + (sizeOf.get(key) ?? 0), 0);
  }

  /** Puts into the store what the page has written since the last time. */
  async take(page: Page): Promise<void> {
    const log = (await filesInPage(page, WORK)).find(({ name }) => name === this.#name);
    if (!log || log.bytes <= this.#end) return;
    const key = pieceKey(`${checkpointKey(this.#id)}/${this.#run}`, this.#end);
    const part = { folder: WORK, name: this.#name, from: this.#end, to: log.bytes };
    await this.#store.write(key, readInPage(page, part));
    this.#end = log.bytes;
  }
}
