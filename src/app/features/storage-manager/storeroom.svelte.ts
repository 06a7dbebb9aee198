import type { CacheStore } from '../../storage/records/caches';
import type { InputStore } from '../../storage/records/inputs';
import type { NetworkRecord } from '../../storage/records/networks';
import type { ResultRecord } from '../../storage/records/result-record';
import type { Space } from '../../storage/space';
import type { ValueStore } from '../../storage/records/values';
import type { Job } from '../../jobs/job';
import type { Journal } from '../log/journal.svelte';
import { chooseCleanUp, readRules, type CleanUp, type CleanUpRules } from '../../storage/clean-up';
import {
  allOf,
  groupsOf,
  keptAnalyses,
  stockOf,
  type Found,
  type Group,
  type GroupSize,
  type KeptAnalysis,
  type Removal,
} from './stock';

export type StoreroomParts = {
  readonly inputs: Pick<InputStore, 'list' | 'delete'>;
  readonly caches: Pick<CacheStore, 'list' | 'remove'>;
  readonly networks: { list(): Promise<readonly NetworkRecord[]>; delete(id: string): Promise<void> };
  readonly results: {
    list(): Promise<readonly ResultRecord[]>;
    /** For good. */
    remove(ids: readonly string[]): Promise<void>;
  };
  readonly jobs: () => readonly Job[];
  /** What goes by itself where the user has set nothing else. */
  readonly rules: () => Promise<Partial<CleanUpRules>>;
  readonly values: Pick<ValueStore, 'get' | 'set'>;
  readonly journal: Pick<Journal, 'add'>;
  readonly disk: {
    estimate(): Promise<Space | null>;
    folders(): Promise<Readonly<Record<string, number>>>;
    isPersistent(): Promise<boolean>;
    /** Asks the browser; a user may be asked by it. */
    persist(): Promise<boolean>;
  };
};

/** Where the rules are kept. */
const RULES = 'space.rules';

/** What takes room in this browser, what of it can go, and what goes by itself. */
export class Storeroom {
  readonly #parts: StoreroomParts;
  #found = $state.raw<Found | null>(null);
  #rules = $state.raw<CleanUpRules>(readRules(undefined));
  #persistent = $state<boolean | null>(null);
  #asked = false;

  /** In the order in which they are shown; null until it was measured. */
  readonly groups: readonly GroupSize[] | null = $derived(this.#found && groupsOf(this.#found));
  /** What is known of which file; empty until it was measured. */
  readonly analyses: readonly KeptAnalysis[] = $derived(this.#found ? keptAnalyses(this.#found) : []);
  /** What would go by the rules now; null until it was measured. */
  readonly due: CleanUp | null = $derived(
    this.#found && chooseCleanUp(stockOf(this.#found), this.#rules, Date.now()),
  );
  /** True when less is free than the user wants to have. */
  readonly isLow: boolean = $derived.by(() => {
    const { free } = this.#found?.space ?? {};
    return free !== undefined && free < (this.#rules.lowSpaceBytes ?? 0);
  });

  constructor(parts: StoreroomParts) {
    this.#parts = parts;
  }

  /** Room as the browser estimates it; null where it does not say, or until it was measured. */
  get space(): Space | null {
    return this.#found?.space ?? null;
  }
  get rules(): CleanUpRules {
    return this.#rules;
  }
  /** Whether the browser promised to keep the files; null until it was asked. */
  get persistent(): boolean | null {
    return this.#persistent;
  }

  /** Counts everything anew. */
  async measure(): Promise<void> {
    const { inputs, caches, networks, results, jobs, disk } = this.#parts;
    const own: unknown = await this.#parts.values.get(RULES);
    this.#rules = readRules({ ...(await this.#parts.rules()), ...(own as object | undefined) });
    this.#persistent = await disk.isPersistent();
    this.#found = {
      ...{ inputs: await inputs.list(), results: await results.list(), caches: await caches.list() },
      ...{ networks: await networks.list(), jobs: jobs() },
      ...{ folders: await disk.folders(), space: await disk.estimate() },
    };
  }

  /** Throws `storage/full`. */
  async setRules(change: Partial<CleanUpRules>): Promise<void> {
    this.#rules = { ...this.#rules, ...change };
    await this.#parts.values.set(RULES, this.#rules);
  }

  /** Removes what is due by the user's rules. */
  async tidy(): Promise<void> {
    await this.measure();
    if (this.due && this.due.bytes > 0) await this.#remove({ networks: [], ...this.due });
  }

  /** Removes all of a group that no unfinished job needs. */
  async clear(group: Group): Promise<void> {
    await this.measure();
    if (!this.#found) return;
    const removal = allOf(this.#found, group);
    if (removal.bytes > 0) await this.#remove(removal);
  }

  /** Asks the browser to keep the files. */
  async persist(): Promise<void> {
    const { disk, journal } = this.#parts;
    this.#persistent = (await disk.isPersistent()) || (await disk.persist());
    journal.add({ level: 'info', event: this.#persistent ? 'storage-kept' : 'storage-not-kept' });
  }

  /** As `persist`, when there is something to keep for the first time; a browser may put the question to the user. */
  async persistOnce(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    if (!(await this.#parts.disk.isPersistent())) await this.persist();
  }

  async #remove({ inputs, results, caches, networks, bytes }: Removal): Promise<void> {
    const { journal, ...stores } = this.#parts;
    await stores.caches.remove(caches);
    for (const id of inputs) await stores.inputs.delete(id);
    for (const id of networks) await stores.networks.delete(id);
    await stores.results.remove(results);
    const files = inputs.length + results.length + caches.length + networks.length;
    journal.add({ level: 'info', event: 'cleaned-up', figures: { files, bytes } });
    await this.measure();
  }
}
