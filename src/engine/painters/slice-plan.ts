import type { TimeRange } from '../core/time-range';
import type { DubPlan } from '../plan/dub-plan';
import { painterOf } from './index';

/** The plan of the output frames shown within `range` (seconds of the output), at least one of them; its first frame is frame 0. */
export function slicePlan(plan: DubPlan, range: TimeRange): DubPlan {
  const count = plan.base.length;
  // A time that is a frame's own but for rounding means that frame.
  const from = Math.min(Math.max(0, Math.floor(range.from * plan.fps + 1e-6)), count - 1);
  const to = Math.min(count, Math.max(from + 1, Math.ceil(range.to * plan.fps - 1e-6)));
  const seams = plan.seams?.filter((seam) => seam > from && seam < to).map((seam) => seam - from);
  return {
    painter: plan.painter,
    ...{ fps: plan.fps, look: plan.look },
    base: plan.base.slice(from, to),
    keep: plan.keep.slice(from, to),
    share: plan.share.slice(from, to),
    ...(seams && seams.length > 0 && { seams }),
    inputs: painterOf(plan.painter).slice(plan.inputs, from, to),
    ...(plan.beside && { beside: plan.beside.map((other) => slicePlan(other, range)) }),
  };
}
