/** Rates that cameras, editors and recorders use, frames a second. */
const COMMON_RATES = [
  ...[5, 6, 7.5, 8, 10, 12000 / 1001, 12, 12.5, 15000 / 1001, 15, 18, 20],
  ...[24000 / 1001, 24, 25, 30000 / 1001, 30, 48000 / 1001, 48, 50, 60000 / 1001, 60],
  ...[72, 75, 90, 100, 120000 / 1001, 120, 144, 240],
];

/** The common rate nearest to `fps` where it is off by no more than the share `slack` of it; else `fps` itself. */
export function nearestRate(fps: number, slack: number): number {
  const [first = fps] = COMMON_RATES;
  const nearest = COMMON_RATES.reduce(
    (best, rate) => (Math.abs(rate - fps) < Math.abs(best - fps) ? rate : best),
    first,
  );
  return Math.abs(nearest - fps) <= slack * fps ? nearest : fps;
}

/** Rate of a single picture that stays on. */
const STILL_RATE = 25;
/** Seconds by which containers round times at worst. */
const ROUNDING = 0.001;
/** No two common rates are nearer to each other than 0.1 %; what was measured is nearer to the truth than half of it. */
const EXACT = 4e-4;
/** Where the rate varies it is a matter of choice: one so near is taken instead. */
const NEAR = 0.025;
/** A stretch of this many seconds makes a rate. */
const SUSTAINED = 1;
/** Seconds over which a rate is counted where frames come irregularly. */
const COUNTED = 4;

/**
 * Frames a second of a video whose frames are shown at `times` (ascending, seconds), the last one until `end`. Of a
 * steady video its exact rate, though frames be missing or times rounded; where the rate varies that of its densest
 * stretch, so that no stretch with somebody talking gets fewer frames than were filmed. 0 without frames.
 */
export function frameRate(times: Float64Array, end: number): number {
  const count = times.length;
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  if (count === 0) return 0;
  if (count === 1) return nearestRate(Math.max(end > first ? 1 / (end - first) : 0, STILL_RATE), EXACT);
  const steady = steadyRate(times);
  if (steady > 0) return steady;
  const mean = (count - 1) / (last - first);
  const most = densest(times, COUNTED).rate;
  // Irregular frames always lie denser here and there.
  return nearestRate(most > 1.05 * mean ? most : mean, NEAR);
}

/** The stretch of at least `seconds` in which frames lie densest, or all of it where it is shorter. */
function densest(times: Float64Array, seconds: number): { from: number; to: number; rate: number } {
  const last = times.length - 1;
  let best = { from: 0, to: last, rate: last / (times[last]! - times[0]!) };
  for (let from = 0, to = 1; from < last; from++) {
    while (to <= last && times[to]! - times[from]! < seconds) to++;
    if (to > last) break;
    const rate = (to - from) / (times[to]! - times[from]!);
    if (rate > best.rate) best = { from, to, rate };
  }
  return best;
}

/** More ticks than this between two frames tell nothing of how long one is. */
const MOST_TICKS = 8;

/** The rate of the ticks of a clock on which all but a few frames lie; 0 where there is none. */
function steadyRate(times: Float64Array): number {
  const dense = densest(times, SUSTAINED);
  const apart = (from: number, to: number) =>
    times.slice(from + 1, to + 1).map((time, i) => time - times[from + i]!);
  const typical = apart(dense.from, dense.to).sort()[(dense.to - dense.from - 1) >> 1]!;
  const single = apart(dense.from, dense.to).filter((step) => Math.abs(step - typical) < 0.35 * typical);
  const tick = single.reduce((sum, step) => sum + step, 0) / single.length;
  const steps = apart(0, times.length - 1);
  const fit = new LineFit();
  let off = 0;
  steps.forEach((step, i) => {
    const ticks = Math.round(step / tick);
    const isTelling = ticks <= MOST_TICKS;
    const isOn = ticks > 0 && Math.abs(step - ticks * tick) <= Math.max(0.1 * tick, 1.1 * ROUNDING);
    if (isTelling && !isOn) off++;
    if (isTelling && isOn) fit.add(ticks, times[i + 1]!, times[i]!);
    else fit.interrupt();
  });
  if (off > 0.1 * steps.length || fit.ticks === 0) return 0;
  const measured = fit.slope();
  return nearestRate(1 / measured, Math.max(EXACT, (fit.pieces * ROUNDING) / (fit.ticks * measured)));
}

/** A line through points of several stretches, which share its slope only. */
class LineFit {
  /** Ticks and stretches so far. */
  ticks = 0;
  pieces = 0;
  #xy = 0;
  #xx = 0;
  #open: { count: number; x: number; y: number; xx: number; xy: number; at: number; start: number } | null =
    null;

  /** The next point, `ticks` further than the one before it; the first of a stretch follows on `before`. */
  add(ticks: number, time: number, before: number): void {
    if (!this.#open) this.pieces++;
    this.#open ??= { count: 1, x: 0, y: 0, xx: 0, xy: 0, at: 0, start: before };
    const open = this.#open;
    this.ticks += ticks;
    open.at += ticks;
    const [x, y] = [open.at, time - open.start];
    open.count++;
    open.x += x;
    open.y += y;
    open.xx += x * x;
    open.xy += x * y;
  }

  /** The next point begins a stretch. */
  interrupt(): void {
    const open = this.#open;
    if (!open) return;
    this.#xy += open.xy - (open.x * open.y) / open.count;
    this.#xx += open.xx - open.x ** 2 / open.count;
    this.#open = null;
  }

  /** Seconds a tick. */
  slope(): number {
    this.interrupt();
    return this.#xy / this.#xx;
  }
}
