/** What a preview has in common with a job: wanted when one is asked for, not when the page is opened. */
export { slicePlan } from '../../../engine/painters/slice-plan';
export { planJob, stretchesOf, tracksOf } from '../../../engine/job/dub';
export { laidScript } from '../../../engine/job/parts';
export { labelOf } from '../../../engine/job/label';
export { prepare } from '../../../engine/job/prepare';
export { StallWatch } from '../../../engine/job/progress/stall-watch';
export { options, step } from '../../../engine/job/steps';
export { stopwatch } from '../../../engine/job/progress/stopwatch';
