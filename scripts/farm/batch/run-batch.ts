import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DEFAULT_CONSENT, PageError } from '../../studio-page';
import type { Wish } from '../../dub-options';
import { fileRefOf } from '../file-hash';
import { readWork, RefReader } from '../read-work';
import { progressOf, type Reporter } from '../reporter';
import { FolderStore } from '../store/folder-store';
import { analysesKey, checkpointKey, readText, recordKey, type Store } from '../store/store';
import type { Studio } from '../studio/studio';
import { extensionOf, workId, type Work } from '../work';
import { Apart, type WithSources } from './apart';
import type { Row } from './list';

export type BatchOptions = {
  /** Folder of the results; what is known of them and of the files lies in `.koubo` there. */
  readonly folder: string;
  readonly wish: Wish;
  readonly rows: readonly Row[];
  /** One for each job that runs at the same time. */
  readonly studios: readonly Studio[];
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
};

export type BatchSums = { done: number; kept: number; failed: number };

type Job = WithSources & { row: Row; id: string; work: Work; out: string };
/** What is known of a result: in which file it is, and how large. */
type Kept = { file: string; bytes: number; hash: string };

/** Does a list of jobs, of which those that were done before are not done again. Throws the signal's reason. */
export async function runBatch(options: BatchOptions): Promise<BatchSums> {
  const { folder, rows, wish, studios, signal } = options;
  await mkdir(folder, { recursive: true });
  const batch = new Batch(options, new FolderStore(join(folder, '.koubo')));
  const refs = new RefReader();
  const jobs: Job[] = [];
  for (const row of rows) {
    signal.throwIfAborted();
    const query = { ...wish.query, ...(row.person !== null && { person: row.person }) };
    try {
      const work = await readWork(row, { ...wish, query }, refs);
      const sources = [work.video.source, work.speech.source];
      const out = join(folder, `${row.name}.${extensionOf(work)}`);
      jobs.push({ row, work, sources, out, id: workId(work) });
    } catch (reason) {
      batch.fail(row, 'list/unreadable', (reason as Error).message);
    }
  }
  await batch.run(jobs, studios);
  signal.throwIfAborted();
  return batch.sums;
}

class Batch {
  readonly sums: BatchSums = { done: 0, kept: 0, failed: 0 };
  readonly #options: BatchOptions;
  readonly #store: Store;

  constructor(options: BatchOptions, store: Store) {
    this.#options = options;
    this.#store = store;
  }

  fail(row: Row, code: string, text: string): void {
    this.sums.failed++;
    this.#options.reporter.tell({ event: 'failed', job: String(row.line), name: row.name, code, text });
  }

  async run(jobs: readonly Job[], studios: readonly Studio[]): Promise<void> {
    const open: Job[] = [];
    const first = new Set<string>();
    const twins: Job[] = [];
    for (const job of jobs) {
      if (await this.#keep(job)) continue;
      (first.has(job.id) ? twins : open).push(job);
      first.add(job.id);
    }
    const waiting = new Apart(open, await this.#known(open));
    this.#options.signal.addEventListener('abort', () => waiting.stop(), { once: true });
    await Promise.all(studios.map((studio) => this.#work(studio, waiting)));
    // The same work under another name is a copy.
    for (const job of twins)
      if (!this.#options.signal.aborted && !(await this.#keep(job)))
        this.fail(job.row, 'list/same-failed', 'An earlier line asks for the same and has failed.');
  }

  async #work(studio: Studio, waiting: Apart<Job>): Promise<void> {
    for (let job = await waiting.next(); job; job = await waiting.next()) {
      try {
        await this.#make(studio, job, waiting);
      } catch (reason) {
        if (this.#options.signal.aborted) return;
        const code = reason instanceof PageError ? reason.code : 'job/failed';
        this.fail(job.row, code, reason instanceof PageError ? reason.text : (reason as Error).message);
      } finally {
        waiting.end(job);
      }
    }
  }

  async #make(studio: Studio, job: Job, waiting: Apart<Job>): Promise<void> {
    const { reporter, signal, wish } = this.#options;
    const { row, id, work, out } = job;
    const name = basename(out);
    const part = `${out}.part`;
    const started = performance.now();
    reporter.tell({ event: 'start', job: String(row.line), name });
    const { notes } = await studio
      .make({
        ...{ id, work: { ...work, consent: wish.consent || DEFAULT_CONSENT }, out: part, signal },
        files: {
          ...{ video: row.video, speech: row.speech, network: wish.network?.file ?? null },
          ...(row.lines && { lines: row.lines }),
        },
        store: this.#store,
        onProgress: (seen) => reporter.tell(progressOf(String(row.line), name, seen)),
        onAnalysed: (source, kind) => {
          if (kind === 'track' || source === work.speech.source) waiting.learn(source);
        },
      })
      .catch(async (reason: unknown) => {
        await rm(part, { force: true });
        throw reason;
      });
    await this.#record(id, part, name);
    await rename(part, out);
    await this.#store.remove(checkpointKey(id));
    this.sums.done++;
    const seconds = (performance.now() - started) / 1000;
    reporter.tell({ event: 'done', job: String(row.line), name, out, seconds, kept: false, notes });
  }

  async #record(id: string, path: string, file: string): Promise<void> {
    const { hash, bytes } = await fileRefOf(path);
    const kept: Kept = { file, bytes, hash };
    await this.#store.write(recordKey(id), Buffer.from(JSON.stringify(kept)));
  }

  /** True where the result is there, under this name or after copying it from another. */
  async #keep({ id, row, out }: Job): Promise<boolean> {
    const text = await readText(this.#store, recordKey(id));
    if (text === null) return false;
    const { file, bytes } = JSON.parse(text) as Kept;
    const { folder, reporter } = this.#options;
    const isThere = async (path: string) => (await stat(path).catch(() => null))?.size === bytes;
    if (!(await isThere(out))) {
      const other = join(folder, basename(file));
      if (other === out || !(await isThere(other))) return false;
      await copyFile(other, `${out}.part`);
      await rename(`${out}.part`, out);
    }
    this.sums.kept++;
    const name = basename(out);
    reporter.tell({ event: 'done', job: String(row.line), name, out, seconds: 0, kept: true, notes: [] });
    return true;
  }

  /** Sources that earlier runs have looked into. */
  async #known(jobs: readonly Job[]): Promise<string[]> {
    const sources = [...new Set(jobs.flatMap((job) => job.sources))];
    const found = await Promise.all(sources.map((source) => this.#store.list(analysesKey(source))));
    return sources.filter((_, i) => (found[i]?.length ?? 0) > 0);
  }
}
