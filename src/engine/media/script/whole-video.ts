import type { TimeRange } from '../../core/time-range';
import type { Painter } from '../../painters/painter';
import type { DubPlan } from '../../plan/dub-plan';
import { wholeFrames } from '../../timeline/timeline';

type Planned = Pick<DubPlan, 'fps' | 'base' | 'keep'>;

/** A plan for a stretch of a video, as part of one for all of it. */
export type WholePlan = Planned & {
  /** Where the stretch's first frame stands among the output's, and its first source frame among the video's. */
  readonly output: number;
  readonly source: number;
};

/**
 * All of a video, in which a planned stretch stands in for its own frames and all others pass through. `times`: of all
 * frames of the video; `span`: the stretch of it that the plan's source frames are counted in.
 */
export function wholePlan(plan: Planned, times: Float64Array, span: TimeRange | undefined): WholePlan {
  const source = span
    ? Math.max(
        0,
        times.findIndex((time) => time >= span.from),
      )
    : 0;
  const base = wholeFrames(times, plan.fps);
  const first = source + (plan.base[0] ?? 0);
  const found = base.findIndex((frame) => frame >= first);
  const output = found < 0 ? 0 : found;
  const keep = new Uint8Array(base.length).fill(1);
  plan.base.forEach((frame, i) => {
    if (output + i >= base.length) return;
    base[output + i] = source + frame;
    keep[output + i] = plan.keep[i] as number;
  });
  return { fps: plan.fps, base, keep, output, source };
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
