import { quantile } from '../../src/engine/math/statistics';
import { correlation } from './agreement';
import { LIPS_SIZE, stillLips, type Lips } from './lips';

/** How near the mouth of a finished video is to the one that spoke the same words, frame by frame. */
export type MouthAgainstTruth = {
  /** Correlation of the openings, of the widths: as it is, the best one, and the lag of that, frames (positive: late). */
  readonly opening: Lagged;
  readonly width: Lagged;
  /** Mean distance of the lip points from the true ones, over that of a mouth that stays at its mean. */
  readonly distance: number;
  /**
   * The same with both mouths at the same place on average: where a head is turned otherwise, a face mesh reads even the
   * unpainted mouth of the same person at rest up to 0.035 eye distances higher or lower.
   */
  readonly placed: number;
  /** The same of their velocities. */
  readonly velocity: number;
  /** Area under the ROC curve of telling the true mouth's closed frames by the opening that is shown. */
  readonly closed: number;
  /** Range of the opening, and mean speed of the lips, over those of the true mouth. */
  readonly range: number;
  readonly speed: number;
};

export type Lagged = { readonly r: number; readonly best: number; readonly lag: number };

/** The best lag is looked for within so many frames. */
const REACH = 8;
/** The true mouth is closed where it opens by less than this share of its range. */
const CLOSED = 0.15;

/** Compares two mouths, frame i of one with frame i of the other, as far as both go. */
export function againstTruth(made: Lips, truth: Lips): MouthAgainstTruth {
  const count = Math.min(made.present.length, truth.present.length);
  const frames = [...Array(count).keys()].filter((i) => made.present[i] === 1 && truth.present[i] === 1);
  const still = stillLips(truth);
  const unmoved = mean(frames.map((i) => apart(still, truth, i)));
  const shift = (axis: number) => place(truth, frames, axis) - place(made, frames, axis);
  const offset: Offset = [shift(0), shift(1)];
  const there = new Set(frames);
  const pairs = frames.filter((i) => there.has(i + 1));
  const pick = (values: Float32Array) => frames.map((i) => values[i] as number);
  const madeOpenings = pick(made.openings);
  const trueOpenings = pick(truth.openings);
  const madeSpeed = mean(pairs.map((i) => step(made, i, null)));
  const trueSpeed = mean(pairs.map((i) => step(truth, i, null)));
  return {
    opening: lagged(made.openings, truth.openings, frames),
    width: lagged(made.widths, truth.widths, frames),
    distance: mean(frames.map((i) => apart(made, truth, i))) / unmoved,
    placed: mean(frames.map((i) => apart(made, truth, i, offset))) / unmoved,
    velocity: mean(pairs.map((i) => step(made, i, truth))) / trueSpeed,
    closed: rocArea(madeOpenings, closedFrames(trueOpenings)),
    range: rangeOf(madeOpenings) / rangeOf(trueOpenings),
    speed: madeSpeed / trueSpeed,
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

type Offset = readonly [x: number, y: number];

/** Where the lips are along an axis (0 x, 1 y), on average over frames. */
function place({ points }: Lips, frames: readonly number[], axis: number): number {
  const middle = (i: number) => {
    const lips = points.subarray(i * LIPS_SIZE, (i + 1) * LIPS_SIZE);
    return lips.reduce((sum, value, k) => (k % 2 === axis ? sum + value : sum), 0) / (LIPS_SIZE / 2);
  };
  return mean(frames.map(middle));
}

/** Mean distance of two mouths' lip points in frame `i`, the first moved by `offset`. */
function apart(a: Lips, b: Lips, i: number, [dx, dy]: Offset = [0, 0]): number {
  let sum = 0;
  for (let k = i * LIPS_SIZE; k < (i + 1) * LIPS_SIZE; k += 2) {
    const x = (a.points[k] as number) + dx - (b.points[k] as number);
    sum += Math.hypot(x, (a.points[k + 1] as number) + dy - (b.points[k + 1] as number));
  }
  return (2 * sum) / LIPS_SIZE;
}

/** How far the lip points move from frame `i` to the next on average, as another mouth sees it that moves too. */
function step({ points }: Lips, i: number, other: Lips | null): number {
  let sum = 0;
  const move = (of: Float32Array, k: number) => (of[k + LIPS_SIZE] as number) - (of[k] as number);
  for (let k = i * LIPS_SIZE; k < (i + 1) * LIPS_SIZE; k += 2) {
    const x = move(points, k) - (other ? move(other.points, k) : 0);
    const y = move(points, k + 1) - (other ? move(other.points, k + 1) : 0);
    sum += Math.hypot(x, y);
  }
  return (2 * sum) / LIPS_SIZE;
}

function lagged(made: Float32Array, truth: Float32Array, frames: readonly number[]): Lagged {
  const seen = new Set(frames);
  const at = (lag: number) => {
    const both = frames.filter((i) => seen.has(i + lag));
    return correlation(
      both.map((i) => made[i + lag] as number),
      both.map((i) => truth[i] as number),
    );
  };
  const r = at(0);
  let [best, lag] = [r, 0];
  for (let shift = -REACH; shift <= REACH; shift++) {
    const there = at(shift);
    if (there > best) [best, lag] = [there, shift];
  }
  return { r, best, lag };
}

const rangeOf = (values: readonly number[]) => quantile(values, 0.95) - quantile(values, 0.05);

/** True for every frame in which the mouth is as good as closed. */
function closedFrames(openings: readonly number[]): boolean[] {
  const limit = quantile(openings, 0.05) + CLOSED * rangeOf(openings);
  return openings.map((opening) => opening <= limit);
}

/**
 * Area under the ROC curve for telling the marked frames by their small values: the share of pairs of a marked and
 * an unmarked one in which the marked is smaller, ties counted half. NaN where there is none of either.
 */
export function rocArea(values: readonly number[], marked: readonly boolean[]): number {
  const low = values.filter((_, i) => marked[i]);
  const high = values.filter((_, i) => !marked[i]);
  let wins = 0;
  for (const a of low) for (const b of high) wins += a < b ? 1 : a === b ? 0.5 : 0;
  return wins / (low.length * high.length);
}
