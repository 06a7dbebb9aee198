import type { CacheEntry } from '../../storage/records/caches';
import type { InputRecord } from '../../storage/records/inputs';
import type { NetworkRecord } from '../../storage/records/networks';
import { ARCHIVES, CACHE, INPUTS, NETWORKS, RESULTS, WORK } from '../../storage/paths';
import type { ResultRecord } from '../../storage/records/result-record';
import type { Space } from '../../storage/space';
import { hasEnded, type Job } from '../../jobs/job';
import type { CleanUp, Stock } from '../../storage/clean-up';

/** What lies in storage, as it was found. */
export type Found = {
  readonly inputs: readonly InputRecord[];
  readonly results: readonly Pick<ResultRecord, 'id' | 'bytes' | 'createdAt'>[];
  readonly caches: readonly CacheEntry[];
  readonly networks: readonly NetworkRecord[];
  readonly jobs: readonly Job[];
  /** Bytes of each top-level folder. */
  readonly folders: Readonly<Record<string, number>>;
  readonly space: Space | null;
};

/** What the user is shown: what takes room, and how much of it can go. */
export const GROUPS = ['results', 'inputs', 'caches', 'networks', 'work', 'archives', 'app'] as const;
export type Group = (typeof GROUPS)[number];
export type GroupSize = {
  readonly group: Group;
  readonly bytes: number;
  /** How many there are; null where they are not counted. */
  readonly count: number | null;
  /** How many of them, and how many bytes, can go: no unfinished job needs them. */
  readonly free: number;
  readonly freeBytes: number;
};

/** Content hashes of the files that jobs which have not ended are made from. */
function neededFiles(jobs: readonly Job[]): ReadonlySet<string> {
  const unfinished = jobs.filter((job) => !hasEnded(job));
  return new Set(unfinished.flatMap(({ input }) => [input.video.id, input.speech.id]));
}

/** For the rules: what there is, and what is needed. Only copies take room; files read where they lie do not. */
export function stockOf({ inputs, results, caches, jobs, space }: Found): Stock {
  const needed = neededFiles(jobs);
  return {
    inputs: inputs
      .filter(({ held }) => held === 'copy')
      .map(({ id, bytes, usedAt }) => ({ id, bytes, usedAt, needed: needed.has(id) })),
    results: results.map(({ id, bytes, createdAt }) => ({ id, bytes, createdAt })),
    caches: caches.map(({ id, bytes, usedAt, source }) => ({
      ...{ id, bytes, usedAt },
      needed: needed.has(source),
    })),
    free: space?.free ?? null,
  };
}

/** What takes room, in the order in which it is shown. `app`: what is left of the browser's own figure. */
export function groupsOf(found: Found): GroupSize[] {
  const stock = stockOf(found);
  const known = Object.values(found.folders).reduce((sum, bytes) => sum + bytes, 0);
  const size = (group: keyof typeof FOLDERS, count: number | null): GroupSize => {
    const removal = allOf(found, group);
    const free = group === 'work' || group === 'archives' ? 0 : removal[group].length;
    return { group, bytes: found.folders[FOLDERS[group]] ?? 0, count, free, freeBytes: removal.bytes };
  };
  return [
    size('results', stock.results.length),
    size('inputs', stock.inputs.length),
    size('caches', stock.caches.length),
    size('networks', found.networks.length),
    size('work', null),
    // Seldom there, and then only as long as the page that made it.
    ...(found.folders[ARCHIVES] ? [size('archives', null)] : []),
    {
      ...{ group: 'app', bytes: Math.max(0, (found.space?.used ?? 0) - known) },
      ...{ count: null, free: 0, freeBytes: 0 },
    },
  ];
}

/** Where in OPFS each lies. */
const FOLDERS = {
  ...({ results: RESULTS, inputs: INPUTS, caches: CACHE, networks: NETWORKS } as const),
  ...({ work: WORK, archives: ARCHIVES } as const),
};

/** Ids of what is to go of each group, and the bytes of all of it. */
export type Removal = CleanUp & { readonly networks: readonly string[] };

const NOTHING: Removal = { inputs: [], results: [], caches: [], networks: [], bytes: 0 };

/** All of a group that no unfinished job needs. */
export function allOf(found: Found, group: Group): Removal {
  const stock = stockOf(found);
  const items = { ...stock, networks: found.networks, work: [], archives: [], app: [] }[group];
  const free = items.filter((item) => !('needed' in item && item.needed));
  const bytes = free.reduce((sum, item) => sum + item.bytes, 0);
  return { ...NOTHING, [group]: free.map(({ id }) => id), bytes };
}

/** One analysis or conversion that is kept, for people: `name` of the file it was made from, null where that is gone. */
export type KeptAnalysis = CacheEntry & { readonly name: string | null };

/** What is kept of the files, the last used first. */
export function keptAnalyses({ caches, inputs, jobs }: Found): KeptAnalysis[] {
  const names = new Map(
    jobs.flatMap(({ input }) => [input.video, input.speech].map(({ id, name }) => [id, name])),
  );
  for (const { id, name } of inputs) names.set(id, name);
  return caches
    .map((entry) => ({ ...entry, name: names.get(entry.source) ?? null }))
    .sort((a, b) => b.usedAt - a.usedAt);
}
