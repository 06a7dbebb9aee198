import { SHAPE_POINTS } from '../face/track/landmarks';
import type { TimeRange } from '../core/time-range';
import type { DubPlan, Timeline } from './dub-plan';

/** The plan of the output frames shown within `range` (seconds of the output), at least one of them; its first frame is frame 0. */
export function slicePlan(plan: DubPlan, range: TimeRange): DubPlan {
  const count = plan.base.length;
  // A time that is a frame's own but for rounding means that frame.
  const from = Math.min(Math.max(0, Math.floor(range.from * plan.fps + 1e-6)), count - 1);
  const to = Math.min(count, Math.max(from + 1, Math.ceil(range.to * plan.fps - 1e-6)));
  const timeline: Timeline = {
    ...{ fps: plan.fps, look: plan.look },
    base: plan.base.slice(from, to),
    keep: plan.keep.slice(from, to),
    share: plan.share.slice(from, to),
  };
  if (plan.engine === 'wav2lip') {
    const { reference, windows } = plan.wav2lip;
    const cut = { reference: reference.slice(from, to), windows: windows.slice(from, to) };
    return { ...timeline, engine: 'wav2lip', wav2lip: { ...plan.wav2lip, ...cut } };
  }
  const { donor, donor2, mix, target } = plan.reuse;
  const cut = {
    ...{ donor: donor.slice(from, to), donor2: donor2.slice(from, to), mix: mix.slice(from, to) },
    target: { ...target, values: target.values.slice(from * SHAPE_POINTS * 2, to * SHAPE_POINTS * 2) },
  };
  return { ...timeline, engine: 'reuse', reuse: { ...plan.reuse, ...cut } };
}
