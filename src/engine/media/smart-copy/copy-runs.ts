/** Pictures of the source that follow one another in the output as they do there, from one where decoding can start on. */
export type CopyRun = {
  /** First output frame, and the frame of the source that it is. */
  readonly from: number;
  readonly source: number;
  readonly count: number;
};

/** The packets of a video: which frame each one shows, in decode order; -1 for what is never shown. */
export type DecodeOrder = Int32Array;

export type CopyQuestion = {
  /** Index of the source frame under each output frame, and 1 where it passes through unchanged. */
  readonly base: Int32Array;
  readonly keep: Uint8Array;
  /** Output frames before this one are never copied. */
  readonly first: number;
  /** Source frames with which a run may begin. */
  readonly starts: ReadonlySet<number>;
  readonly order: DecodeOrder;
  /** Fewer pictures than this are not worth a run. */
  readonly least: number;
};

/**
 * The runs of output frames whose packets can be copied, in order, with at least one other frame between two of them:
 * their identifiers might collide. A run ends where everything that was shown so far is also everything that was
 * decoded so far, so that what follows it needs nothing more of the source.
 */
export function copyRuns({ base, keep, first, starts, order, least }: CopyQuestion): CopyRun[] {
  const packetOf = new Int32Array(order.length).fill(-1);
  order.forEach((frame, packet) => {
    if (frame >= 0) packetOf[frame] = packet;
  });
  const runs: CopyRun[] = [];
  for (let at = first; at < base.length; at++) {
    const source = base[at]!;
    if (keep[at] !== 1 || !starts.has(source)) continue;
    const most = keptOnwards({ base, keep }, at);
    const count = most < least ? 0 : wholeRun(order, packetOf[source]!, source, most);
    if (count < least) continue;
    runs.push({ from: at, source, count });
    at += count;
  }
  return runs;
}

/** Output frames from `at` on that pass through and follow one another in the source. */
function keptOnwards({ base, keep }: Pick<CopyQuestion, 'base' | 'keep'>, at: number): number {
  let count = 0;
  while (keep[at + count] === 1 && base[at + count] === base[at]! + count) count++;
  return count;
}

/** How many of the packets from `packet` on show the frames `source`, `source` + 1 … without a gap; at most `most`. */
function wholeRun(order: DecodeOrder, packet: number, source: number, most: number): number {
  let whole = 0;
  let last = -1;
  for (let count = 0; packet + count < order.length; count++) {
    const frame = order[packet + count]! - source;
    if (frame < 0 || frame >= most) break;
    last = Math.max(last, frame);
    if (last === count) whole = count + 1;
  }
  return whole;
}

/** A stretch of output frames, `from` … `to` (exclusive), that is encoded, or (`run`) copied. */
export type Stretch = { readonly from: number; readonly to: number; readonly run: CopyRun | null };

/** The output frames from `from` on, of `count` in all, as stretches. */
export function* stretchesOf(runs: readonly CopyRun[], from: number, count: number): Generator<Stretch> {
  let at = from;
  for (const run of runs) {
    const end = run.from + run.count;
    if (end <= at) continue;
    if (run.from > at) yield { from: at, to: run.from, run: null };
    yield { from: Math.max(at, run.from), to: end, run };
    at = end;
  }
  if (at < count) yield { from: at, to: count, run: null };
}
