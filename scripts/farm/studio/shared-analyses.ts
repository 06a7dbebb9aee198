import type { Page } from 'playwright-core';
import { CACHE } from '../../../src/app/storage/paths';
import { analysesKey, type Store } from '../store/store';
import type { AnalysisKind } from './studio';
import { filesInPage, readInPage, writeInPage } from './page-files';

/** Kind, source and version, as `cacheId` makes them; a conversion is as large as its video and stays where it is. */
const SHARED = /^(track|curve)-([0-9a-f]{64})\.v[A-Za-z0-9-]+$/;

/** What was found out about a job's files, between the store and a page. */
export class SharedAnalyses {
  readonly #store: Store;
  /** What both sides have. */
  readonly #known = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Gives the page what the store has of these sources. */
  async bring(page: Page, sources: readonly string[]): Promise<void> {
    const there = new Set((await filesInPage(page, CACHE)).map(({ name }) => name));
    for (const source of sources)
      for (const key of await this.#store.list(analysesKey(source))) {
        const name = key.slice(key.lastIndexOf('/') + 1);
        this.#known.add(name);
        if (!there.has(name)) await writeInPage(page, { folder: CACHE, name }, await this.#store.read(key));
      }
  }

  /** Puts into the store what the page has found out since, and returns what of which source. */
  async take(page: Page): Promise<{ source: string; kind: AnalysisKind }[]> {
    const taken: { source: string; kind: AnalysisKind }[] = [];
    for (const { name } of await filesInPage(page, CACHE)) {
      const [, kind, source] = SHARED.exec(name) ?? [];
      if (source === undefined || this.#known.has(name)) continue;
      const key = `${analysesKey(source)}/${name}`;
      if ((await this.#store.size(key)) === null)
        await this.#store.write(key, readInPage(page, { folder: CACHE, name }));
      this.#known.add(name);
      taken.push({ source, kind: kind as AnalysisKind });
    }
    return taken;
  }
}
