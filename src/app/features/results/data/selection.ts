/** Which results are picked, by id, and from where a range with Shift goes. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null };

export const NOTHING: Selection = { ids: new Set(), anchor: null };

/** Picks one, or puts it back where it was picked; it is where the next range begins. */
export function toggle({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/**
 * Does to all from the anchor to `id`, in the order `shown`, what a plain press would do to `id`. Without an anchor
 * that is shown this is `toggle`.
 */
export function extend(selection: Selection, id: string, shown: readonly string[]): Selection {
  const [from, to] = [shown.indexOf(selection.anchor ?? ''), shown.indexOf(id)];
  if (from < 0 || to < 0) return toggle(selection, id);
  const next = new Set(selection.ids);
  const pick = !next.has(id);
  for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (pick) next.add(each);
    else next.delete(each);
  }
  return { ids: next, anchor: id };
}

/** Picks all that are shown, and keeps what is picked elsewhere. */
export function selectAll({ ids, anchor }: Selection, shown: readonly string[]): Selection {
  return { ids: new Set([...ids, ...shown]), anchor };
}

/** What is left of a selection when only those results are that `exists` knows; the very same where that is all. */
export function prune(selection: Selection, exists: (id: string) => boolean): Selection {
  const ids = [...selection.ids].filter(exists);
  if (ids.length === selection.ids.size) return selection;
  const { anchor } = selection;
  return { ids: new Set(ids), anchor: anchor !== null && exists(anchor) ? anchor : null };
}
