// Sets and maps are replaced whole here and never changed.
/* eslint-disable svelte/prefer-svelte-reactivity */
import type { ProbeService } from '../../../engine/bridge/services';
import type { Lease } from '../../../engine/bridge/lease';
import type { DubErrorData } from '../../../engine/core/errors';
import type { Chosen, Slot } from '../../jobs/intake/intake';
import type { Role } from '../../../engine/job/input/source';
import type { Pace } from '../../jobs/estimate/pace';
import { staysInPlace } from '../../jobs/sources';
import { addRows, type AddingParts } from './add-rows';
import { pairAll, pairByName, type Pairing } from './pairing/pairing';
import { rowsOf, totalsOf, type BatchRow, type How, type Own, type ReadyFile } from './rows';
import { unpacked } from './unpacked';
import { inspectSorted, type Place } from './inspect-sorted';
import { sortOut, type Given } from './sort-out';
import { decodeText } from '../../jobs/intake/decode-text';
import { pairByTable, readTable, type TableProblem, type TableRow } from './table/table';

/** How videos and speeches find each other: all with all, by their names, or by the user's list. */
export type PairingMode = 'all' | 'names' | 'table';

/** A file of one of the two heaps, and what was found of it. */
export type HeapFile = {
  readonly key: number;
  readonly role: Role;
  readonly file: File;
  readonly slot: Exclude<Slot, { state: 'empty' }>;
};

export type BatchParts = AddingParts & {
  /** Probes one file at a time, beside the work. */
  readonly host: Pick<Lease<ProbeService>, 'run'>;
  readonly how: () => How;
  readonly pace: () => Pace;
  /** A small picture of a video; null where none can be made. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  /** True where this browser can do the work, with the painter that was chosen. */
  readonly canPaint: () => boolean;
};

/** Two heaps of files, and the jobs that would be made of them. */
export class Batch {
  readonly #parts: BatchParts;
  /** Nothing is drawn from it. */
  readonly #looking = new Map<number, AbortController>();
  #last = 0;
  #files = $state.raw<readonly HeapFile[]>([]);
  #mode = $state<PairingMode>('all');
  #table = $state.raw<{ readonly name: string; readonly rows: readonly TableRow[] } | null>(null);
  #unticked = $state.raw<ReadonlySet<string>>(new Set());
  #refused = $state.raw<ReadonlyMap<string, DubErrorData>>(new Map());
  /** How many of its jobs are in the queue so far. */
  #adding = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  #own = $state.raw<ReadonlyMap<string, Own>>(new Map());
  #pictures = $state.raw<ReadonlyMap<number, Blob>>(new Map());
  /** One picture after another: each takes a decoder. */
  #drawing: Promise<void> = Promise.resolve();

  readonly #ready = $derived({ video: this.#readyOf('video'), speech: this.#readyOf('speech') });
  readonly #listed = $derived(pairByTable(this.#table?.rows ?? [], this.#ready.video, this.#ready.speech));
  /** What goes with what, and what is left over. */
  readonly pairing: Pairing<ReadyFile, ReadyFile> = $derived.by(() => {
    const { video, speech } = this.#ready;
    if (this.#mode === 'names') return pairByName(video, speech);
    if (this.#mode === 'all') return pairAll(video, speech);
    return { pairs: this.#listed.pairs, ambiguous: [], unpaired: { videos: [], speeches: [] } };
  });
  /** Lines of the user's list that lead to no job. */
  readonly problems: readonly TableProblem[] = $derived(this.#mode === 'table' ? this.#listed.problems : []);
  /** The jobs that would be made. */
  readonly rows: readonly BatchRow[] = $derived.by(() =>
    rowsOf(this.pairing.pairs, this.#parts.how(), (key) => this.#own.get(key)),
  );
  /** Those of them that are wanted and possible. */
  readonly wanted: readonly BatchRow[] = $derived(
    this.rows.filter(({ key, possible }) => possible && !this.#unticked.has(key)),
  );
  /** What the wanted ones will take. */
  readonly totals = $derived.by(() => totalsOf(this.wanted, this.#parts.pace(), staysInPlace));
  /** True while files are still being looked at. */
  readonly checking: boolean = $derived(this.#files.some(({ slot }) => slot.state === 'checking'));

  constructor(parts: BatchParts) {
    this.#parts = parts;
  }

  get files() {
    return this.#files;
  }
  get mode() {
    return this.#mode;
  }
  /** Name of the user's list; null where none was given. */
  get tableName() {
    return this.#table?.name ?? null;
  }
  /** Why a job could not be put into the queue, by its row's key. */
  get refused() {
    return this.#refused;
  }

  /** Small pictures of the videos, by their keys, where there are some. */
  get pictures() {
    return this.#pictures;
  }
  /** How the job of a row differs from the others; an empty record where it does not. */
  ownOf(key: string): Own {
    return this.#own.get(key) ?? {};
  }

  /** Makes the job of a row otherwise than the others, in the members of `change`. */
  adjust(key: string, change: Own): void {
    this.#own = new Map(this.#own).set(key, { ...this.ownOf(key), ...change });
  }

  /** Makes the job of a row as the others again. */
  reset(key: string): void {
    this.#own = new Map([...this.#own].filter(([each]) => each !== key));
  }

  choose(mode: PairingMode): void {
    this.#mode = mode;
  }

  isTicked(key: string): boolean {
    return !this.#unticked.has(key);
  }

  tick(keys: readonly string[], ticked: boolean): void {
    const others = [...this.#unticked].filter((key) => !keys.includes(key));
    this.#unticked = new Set(ticked ? others : [...others, ...keys]);
  }

  /** Puts files on the heap of `role`, or where they belong (null); each is looked at in its turn. */
  async give(role: Role | null, dropped: readonly Given[]): Promise<void> {
    const given = await unpacked(dropped);
    const { table, ...heaps } = sortOut(role, given);
    this.#take({ put: role, role: 'video' }, heaps.video);
    this.#take({ put: role, role: 'speech' }, heaps.speech);
    if (table) void this.giveTable(table);
  }

  /** Takes the user's list of pairs. */
  async giveTable(file: File): Promise<void> {
    const rows = await file.arrayBuffer().then(
      (bytes) => readTable(decodeText(new Uint8Array(bytes))),
      (reason: unknown) => {
        console.warn('the list cannot be read', reason);
        return [];
      },
    );
    this.#table = { name: file.name, rows };
    this.#mode = 'table';
  }

  remove(key: number): void {
    this.#looking.get(key)?.abort();
    this.#looking.delete(key);
    this.#files = this.#files.filter((file) => file.key !== key);
  }

  clear(): void {
    for (const { key } of this.#files) this.remove(key);
    this.#table = null;
    this.#unticked = new Set();
    this.#refused = new Map();
    this.#own = new Map();
    this.#pictures = new Map();
  }

  /** How far the batch is on its way into the queue; null where none is. */
  get adding() {
    return this.#adding;
  }

  /**
   * Puts the wanted jobs into the queue, one by one: reading large files takes a while, and the first can run meanwhile.
   * True where all are in; what was refused stays on its row.
   */
  async add(name: string): Promise<boolean> {
    const { wanted } = this;
    if (this.#adding || !this.#parts.canPaint() || wanted.length === 0) return false;
    this.#adding = { done: 0, total: wanted.length };
    try {
      const refused = await addRows(
        wanted,
        name,
        this.#parts,
        (done) => (this.#adding = { done, total: wanted.length }),
      );
      if (refused === null) return false;
      this.#settle(refused);
      return refused.size === 0;
    } finally {
      this.#adding = null;
    }
  }

  /** What has become of the wanted rows: some are in the queue now, and some were refused. */
  #settle(refused: ReadonlyMap<string, DubErrorData>): void {
    if (refused.size === 0) return this.clear();
    this.#unticked = new Set(this.rows.map(({ key }) => key).filter((key) => !refused.has(key)));
    this.#refused = refused;
  }

  #take(place: Place, given: readonly Given[]): void {
    const { role } = place;
    const known = new Set(this.#files.filter((each) => each.role === role).map(({ file }) => likeness(file)));
    const fresh = given.filter(({ file }) => !known.has(likeness(file)));
    const added = fresh.map(({ file }) => ({
      ...{ key: ++this.#last, role, file },
      slot: { state: 'checking' as const, file },
    }));
    this.#files = [...this.#files, ...added];
    for (const [index, { key }] of added.entries()) void this.#look(key, place, fresh[index]);
  }

  async #look(key: number, place: Place, given: Given | undefined): Promise<void> {
    if (!given) return;
    const stop = new AbortController();
    this.#looking.set(key, stop);
    const seen = await inspectSorted(this.#parts.host, place, given, stop.signal);
    this.#looking.delete(key);
    if (!seen || seen.slot.state === 'empty') return;
    const { slot } = seen;
    this.#files = this.#files.map((file) => (file.key === key ? { ...file, role: seen.role, slot } : file));
    if (seen.role === 'video' && slot.state === 'ready')
      this.#drawing = this.#drawing.then(() => this.#draw(key, slot.chosen));
  }

  async #draw(key: number, { file, info }: Chosen): Promise<void> {
    if (!this.#files.some((each) => each.key === key)) return;
    const picture = info.reader === 'picture' ? file : await this.#parts.thumbnail(file).catch(() => null);
    if (picture) this.#pictures = new Map(this.#pictures).set(key, picture);
  }

  #readyOf(role: Role): ReadyFile[] {
    return this.#files.flatMap(({ key, file, slot, ...each }) =>
      each.role === role && slot.state === 'ready' ? [{ key, name: file.name, chosen: slot.chosen }] : [],
    );
  }
}

/** The same for the same file given twice. */
const likeness = ({ name, size, lastModified }: File) => [name, size, lastModified].join('/');
