/** Tells whether an id is among `ids`: made once for many questions. */
export function oneOf(ids: readonly string[]): (id: string) => boolean {
  const set = new Set(ids);
  return (id) => set.has(id);
}
