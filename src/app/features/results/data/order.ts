import type { ResultRecord } from '../../../storage/records/result-record';

export const SORT_KEYS = ['date', 'name', 'length', 'size'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type Order = { readonly by: SortKey; readonly descending: boolean };

export const NEWEST_FIRST: Order = { by: 'date', descending: true };

type Compare = (a: ResultRecord, b: ResultRecord) => number;

/** How results compare under each key, ascending. `locale`: BCP 47; Chinese names are ordered by pinyin. */
function comparisons(locale: string): Readonly<Record<SortKey, Compare>> {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  return {
    date: (a, b) => a.createdAt - b.createdAt,
    name: (a, b) => collator.compare(a.name, b.name),
    length: (a, b) => a.seconds - b.seconds,
    size: (a, b) => a.bytes - b.bytes,
  };
}

/** The results in a new list, in order; the newer of two that are equal comes first either way. */
export function sorted(
  records: readonly ResultRecord[],
  { by, descending }: Order,
  locale: string,
): ResultRecord[] {
  const compare = comparisons(locale)[by];
  const sign = descending ? -1 : 1;
  return [...records].sort((a, b) => sign * compare(a, b) || b.createdAt - a.createdAt);
}

/** The order after a key was chosen: its usual direction, or turned round where it was chosen already. */
export function orderBy(order: Order, by: SortKey): Order {
  if (order.by === by) return { by, descending: !order.descending };
  // Names from the beginning of the alphabet; the newest, longest and largest first.
  return { by, descending: by !== 'name' };
}
