/** Pearson's correlation of two equally long rows; 0 where one of them does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`rows of ${a.length} and ${b.length}`);
  const count = a.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < count; i++) {
    sumA += a[i] as number;
    sumB += b[i] as number;
  }
  const [meanA, meanB] = [sumA / count, sumB / count];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const da = (a[i] as number) - meanA;
    const db = (b[i] as number) - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** A quantity over time: sample k belongs to `(k + offset) / rate` seconds. */
export type Series = { readonly values: ArrayLike<number>; readonly rate: number; readonly offset?: number };

/** The series at `time` by linear interpolation; the ends go on for ever. */
export function at({ values, rate, offset = 0 }: Series, time: number): number {
  const position = Math.min(Math.max(time * rate - offset, 0), values.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, values.length - 1);
  return (values[low] as number) + (position - low) * ((values[high] as number) - (values[low] as number));
}

/** How well a mouth follows its speech. */
export type Agreement = {
  /** Correlation as it is, and at the lag where it is best. */
  readonly r: number;
  readonly best: number;
  /** The best lag, milliseconds; positive: the mouth comes after the sound. */
  readonly lagMs: number;
};

const REACH_MS = 400;
const STEP_MS = 10;

/**
 * Agreement of measured mouth openings with what the speech asks for. `times`: middle of each measured frame,
 * seconds; frames without a face are left out by the caller.
 */
export function agreement(measured: ArrayLike<number>, times: ArrayLike<number>, asked: Series): Agreement {
  const at0 = correlationAt(measured, times, asked, 0);
  let [best, lagMs] = [at0, 0];
  for (let lag = -REACH_MS; lag <= REACH_MS; lag += STEP_MS) {
    const r = correlationAt(measured, times, asked, lag / 1000);
    if (r > best) [best, lagMs] = [r, lag];
  }
  return { r: at0, best, lagMs };
}

function correlationAt(
  measured: ArrayLike<number>,
  times: ArrayLike<number>,
  asked: Series,
  lag: number,
): number {
  const reference = Float64Array.from({ length: times.length }, (_, i) =>
    at(asked, (times[i] as number) - lag),
  );
  return correlation(measured, reference);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
