/** `count` bars for a row of peaks (0…1): the largest of each stretch, with a hair's breadth where it is silent. */
export function barsOf(peaks: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return Math.max(0.02, ...peaks.slice(from, to));
  });
}
