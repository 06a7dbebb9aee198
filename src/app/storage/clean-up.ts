/** What the user lets go by itself. Null: never. */
export type CleanUpRules = {
  /** Copies of videos and recordings that were not used for so many days. */
  readonly inputDays: number | null;
  /** Results beyond the newest so many. */
  readonly resultCount: number | null;
  /** Results older than so many days. */
  readonly resultDays: number | null;
  /** Analyses and conversions beyond so many bytes: those used longest ago. */
  readonly cacheBytes: number | null;
  /** When less is free than this (bytes), all analyses and conversions that no job needs. */
  readonly lowSpaceBytes: number | null;
};

/** Nothing that cannot be made anew goes by itself, unless the user says so. */
export const DEFAULT_RULES: CleanUpRules = {
  inputDays: null,
  resultCount: null,
  resultDays: null,
  cacheBytes: 5e9,
  lowSpaceBytes: 1e9,
};

type Item = { readonly id: string; readonly bytes: number };

/** What lies in storage. Times are milliseconds since 1970. */
export type Stock = {
  /** `needed`: a job that has not ended is made from it. */
  readonly inputs: readonly (Item & { readonly usedAt: number; readonly needed: boolean })[];
  readonly results: readonly (Item & { readonly createdAt: number })[];
  readonly caches: readonly (Item & { readonly usedAt: number; readonly needed: boolean })[];
  /** Bytes; null where the browser does not say. */
  readonly free: number | null;
};

/** Ids of what is to go. */
export type CleanUp = {
  readonly inputs: readonly string[];
  readonly results: readonly string[];
  readonly caches: readonly string[];
  /** Bytes of all of it. */
  readonly bytes: number;
};

const DAY_MS = 86_400_000;

/** What goes by the user's rules at `now`, milliseconds since 1970. What an unfinished job needs stays. */
export function chooseCleanUp(stock: Stock, rules: CleanUpRules, now: number): CleanUp {
  const isOver = (time: number, days: number | null) => days !== null && now - time > days * DAY_MS;
  const inputs = stock.inputs.filter(({ needed, usedAt }) => !needed && isOver(usedAt, rules.inputDays));
  const results = newestFirst(stock.results, ({ createdAt }) => createdAt).filter(
    ({ createdAt }, place) => place >= (rules.resultCount ?? Infinity) || isOver(createdAt, rules.resultDays),
  );
  const caches = cachesToGo(stock, rules, bytesOf(inputs) + bytesOf(results));
  return {
    ...{ inputs: idsOf(inputs), results: idsOf(results), caches: idsOf(caches) },
    bytes: bytesOf([...inputs, ...results, ...caches]),
  };
}

/** `freed`: bytes that go besides. */
function cachesToGo({ caches, free }: Stock, rules: CleanUpRules, freed: number): Stock['caches'] {
  const isLow = free !== null && rules.lowSpaceBytes !== null && free + freed < rules.lowSpaceBytes;
  if (isLow) return caches.filter(({ needed }) => !needed);
  let kept = 0;
  return newestFirst(caches, ({ usedAt }) => usedAt).filter(({ bytes, needed }) => {
    const fits = kept + bytes <= (rules.cacheBytes ?? Infinity);
    if (fits || needed) kept += bytes;
    return !fits && !needed;
  });
}

const newestFirst = <T>(items: readonly T[], time: (item: T) => number): T[] =>
  [...items].sort((a, b) => time(b) - time(a));
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id);
const bytesOf = (items: readonly Item[]) => items.reduce((sum, { bytes }) => sum + bytes, 0);

/** True for rules that all make sense, be there ever so few. */
export function isRules(value: unknown): value is Partial<CleanUpRules> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, limit]) => Object.hasOwn(DEFAULT_RULES, name) && isLimit(limit));
}

const isLimit = (value: unknown): boolean =>
  value === null || (typeof value === 'number' && Number.isFinite(value) && value >= 0);

/** What was stored as rules, by whatever version: fields that are missing or make no sense are as by default. */
export function readRules(stored: unknown): CleanUpRules {
  const given = typeof stored === 'object' && stored !== null ? stored : {};
  const entries = Object.entries(DEFAULT_RULES).map(([key, byDefault]) => {
    const value: unknown = (given as Record<string, unknown>)[key];
    return [key, isLimit(value) ? value : byDefault];
  });
  return Object.fromEntries(entries) as CleanUpRules;
}
