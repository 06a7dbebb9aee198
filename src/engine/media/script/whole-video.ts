import { WHOLE, type TimeRange } from '../../core/time-range';
import type { Painter } from '../../painters/painter';
import type { DubPlan } from '../../plan/dub-plan';
import { framesOnce, framesWithin, pictureStart } from '../../timeline/timeline';

type Planned = Pick<DubPlan, 'fps' | 'base' | 'keep' | 'seams'>;

/** Frames that are nearer to one another than this, seconds, are not both seen. */
const CLOSE = 0.005;

/** A plan for a stretch of a video, as part of one for all of it. */
export type WholePlan = Planned & {
  /** Where the stretch's first frame stands among the output's, and its first source frame among the video's. */
  readonly output: number;
  readonly source: number;
  /** When each output frame is shown, seconds. */
  readonly times: Float64Array;
  /** All frames are shown for as long. */
  readonly steady: boolean;
};

/**
 * All of a video, in which a planned stretch stands in for its own frames and all others pass through, each at its own
 * time where the rate varies. `times`: of all frames of the video; `span`: the stretch of it that the plan's source frames
 * are counted in; without `mayVary` all of it is shown on a clock of the plan's rate; `shown`: the part of the video that
 * is shown at all; `longer`: by so many frames the stretch lasts longer than those that it stands for, or, negative, shorter.
 */
export function wholePlan(
  plan: Planned,
  times: Float64Array,
  span: TimeRange | undefined,
  mayVary = true,
  shown: TimeRange = WHOLE,
  longer = 0,
): WholePlan {
  const source = span
    ? Math.max(
        0,
        times.findIndex((time) => time >= span.from),
      )
    : 0;
  const { fps } = plan;
  const first = source + (plan.base[0] ?? 0);
  const base = framesOnce(times, fps, shown);
  const used = framesWithin(times, fps, shown);
  const steady =
    !mayVary ||
    (base.length === used.end - used.first + base.lastIndexOf(used.first) &&
      base.every((frame, i) => i === 0 || frame - base[i - 1]! <= 1));
  const start = pictureStart(times, fps, shown);
  const own = steady ? base : Int32Array.from({ length: used.end - used.first }, (_, i) => used.first + i);
  // A frame that stays on for long may have begun before what is shown does.
  const timeOf = (i: number) => (steady ? i / fps : Math.max(0, (times[own[i] as number] as number) - start));
  const output = Math.max(
    0,
    own.findIndex((frame) => frame >= first),
  );
  const count = plan.base.length;
  const begins = timeOf(output);
  const [last, ends] = [source + (plan.base[count - 1] ?? 0), begins + (count - 1 - longer) / fps];
  // The first frame behind the stretch.
  let after = steady ? Math.min(own.length, output + count - longer) : output;
  while (!steady && after < own.length && ((own[after] as number) <= last || timeOf(after) <= ends + CLOSE))
    after++;
  const all = { length: output + count + own.length - after };
  /** Which of the video's own frames an output frame is, or which of the stretch's; -1 where it is none. */
  const ownOf = (i: number) => (i < output ? i : i - output - count + after);
  const within = (i: number) => (i >= output && i < output + count ? i - output : -1);
  return {
    ...{ fps, output, source, steady },
    ...(plan.seams && { seams: plan.seams.map((frame) => frame + output) }),
    base: Int32Array.from(all, (_, i) =>
      within(i) < 0 ? (own[ownOf(i)] as number) : source + (plan.base[within(i)] as number),
    ),
    keep: Uint8Array.from(all, (_, i) => (within(i) < 0 ? 1 : (plan.keep[within(i)] as number))),
    times: Float64Array.from(all, (_, i) =>
      within(i) < 0 ? timeOf(ownOf(i)) + (i < output ? 0 : longer / fps) : begins + within(i) / fps,
    ),
  };
}

/** The output frame that is shown nearest to a time, seconds: encoders round times. */
export function frameAt({ times }: Pick<WholePlan, 'times'>, time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const border = ((times[middle] as number) + (times[middle + 1] as number)) / 2;
    if (time < border) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A painter of a stretch as one of the whole. */
export function inWhole(painter: Painter, { output, source }: WholePlan): Painter {
  return {
    batch: painter.batch,
    studies: painter.studies.map((frame) => frame + source),
    study: (frame, picture) => painter.study(frame - source, picture),
    paint: (works) => painter.paint(works.map((work) => ({ ...work, index: work.index - output }))),
    release: () => painter.release(),
  };
}
