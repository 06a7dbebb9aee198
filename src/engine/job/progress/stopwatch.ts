/** Seconds that each step of a job took, and `total` from start to end; a step that did not run is absent. */
export type Timings = Readonly<Record<string, number>>;

/** Measures the steps of one job. */
export type Stopwatch = {
  /** Runs `work` and adds its seconds to `name`. */
  time<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Seconds of each step so far, and `total` since the watch was made. */
  timings(): Timings;
};

/** `now`: seconds on any one clock. */
export function stopwatch(now: () => number): Stopwatch {
  const startedAt = now();
  const spent: Record<string, number> = {};
  return {
    async time(name, work) {
      const from = now();
      const value = await work();
      spent[name] = (spent[name] ?? 0) + now() - from;
      return value;
    },
    timings: () => ({ ...spent, total: now() - startedAt }),
  };
}
