/** Numbers in a row, however they are kept. */
type Numbers = readonly number[] | Float32Array | Float64Array;

/** Mean of a list; 0 for an empty one. */
export function mean(values: Numbers): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Standard deviation (of the population). */
export function spread(values: Numbers): number {
  const middle = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - middle) ** 2;
  return values.length === 0 ? 0 : Math.sqrt(sum / values.length);
}

/** Pearson's correlation; 0 where one side does not vary. */
export function correlation(a: Numbers, b: Numbers): number {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const da = (a[i] as number) - ma;
    const db = (b[i] as number) - mb;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** The q-quantile, 0–1, by linear interpolation (type 7 of Hyndman and Fan 1996); NaN for an empty list. */
export function quantile(values: Numbers, q: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = q * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  const part = position - low;
  return (sorted[low] ?? NaN) * (1 - part) + (sorted[high] ?? NaN) * part;
}
