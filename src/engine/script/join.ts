import type { TimeRange } from '../core/time-range';
import type { Layout } from './layout';

/** Speeches one after the other, and where in all of them each lies, seconds. */
export type Joined = { readonly layout: Layout; readonly ranges: readonly TimeRange[] };

/** Lays speeches of such lengths (seconds) out behind one another, each beginning on a sample of `rate` a second. */
export function joinSpeeches(durations: readonly number[], rate: number): Joined {
  let at = 0;
  const ranges = durations.map((duration) => {
    const from = at;
    at += Math.ceil(duration * rate);
    return { from: from / rate, to: from / rate + duration };
  });
  const pieces = ranges.map(({ from }, file) => ({ from: 0, to: durations[file] as number, at: from, file }));
  return { layout: { pieces, duration: at / rate }, ranges };
}
