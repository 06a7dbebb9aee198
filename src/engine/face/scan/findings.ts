import type { TimeRange } from '../../core/time-range';

/** The stretch that each sample stands for: halfway to its neighbours, `span` at the ends. */
export function stretchesOf(times: readonly number[], span: TimeRange): TimeRange[] {
  const between = (i: number) => ((times[i] as number) + (times[i + 1] as number)) / 2;
  return times.map((_, i) => ({
    from: i === 0 ? span.from : between(i - 1),
    to: i === times.length - 1 ? span.to : between(i),
  }));
}

/** Runs of samples of one kind as stretches of time; samples of kind null are passed over. */
export function runsOf<Kind extends string>(
  kinds: readonly (Kind | null)[],
  stretches: readonly TimeRange[],
): (TimeRange & { readonly kind: Kind })[] {
  const runs: (TimeRange & { readonly kind: Kind })[] = [];
  kinds.forEach((kind, i) => {
    const { from, to } = stretches[i] as TimeRange;
    const last = runs.at(-1);
    if (kind === null) return;
    if (last?.kind === kind && kinds[i - 1] === kind) runs[runs.length - 1] = { ...last, to };
    else runs.push({ kind, from, to });
  });
  return runs;
}
