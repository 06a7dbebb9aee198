/** A stretch of time, seconds: `from` is inside, `to` is not. */
export type TimeRange = { readonly from: number; readonly to: number };

/** All the time there is. */
export const WHOLE: TimeRange = { from: -Infinity, to: Infinity };

/** Adds a stretch; those that touch or overlap become one. Ascending. */
export function addRange(ranges: readonly TimeRange[], added: TimeRange): TimeRange[] {
  const [from, to] = [Math.min(added.from, added.to), Math.max(added.from, added.to)];
  if (!(to > from)) return [...ranges];
  const apart = ranges.filter((range) => range.to < from || range.from > to);
  const touched = ranges.filter((range) => !apart.includes(range));
  const joined = {
    from: Math.min(from, ...touched.map((range) => range.from)),
    to: Math.max(to, ...touched.map((range) => range.to)),
  };
  return [...apart, joined].sort((a, b) => a.from - b.from);
}

/** True where a time lies in one of the stretches. */
export function isWithin(ranges: readonly TimeRange[], time: number): boolean {
  return ranges.some(({ from, to }) => time >= from && time < to);
}
