import type { ResultRecord } from '../../../storage/records/result-record';

export type BatchOfResults = { readonly name: string; readonly members: readonly ResultRecord[] };

/** More buttons than this are a list of their own; who looks for an older batch searches for its name. */
const MOST = 3;

/** The batches that some of `records` came with, in their order, each with all of its results among `all`. */
export function batchesOf(records: readonly ResultRecord[], all: readonly ResultRecord[]): BatchOfResults[] {
  const names = new Set(records.flatMap(({ batch }) => (batch === undefined ? [] : [batch])));
  return [...names]
    .slice(0, MOST)
    .map((name) => ({ name, members: all.filter(({ batch }) => batch === name) }));
}
