import type { Step } from '../../core/progress';
import type { StepEvent } from './progress';

/**
 * Seconds between two moments at which progress is told. Each has the page drawn anew, by the processor that the job
 * wants where there is no graphics card: told as it came, that was a tenth of all that a job of half a minute took.
 */
const TELL_EVERY = 1;

type Report = Extract<StepEvent, { type: 'report' }>;

/**
 * Passes the events of a job on, but of the reports of progress only the newest of each step, all together and once a
 * second. What begins or ends a step passes at once.
 */
export function calmReports(emit: (event: StepEvent) => void): (event: StepEvent) => void {
  const waiting = new Map<Step, Report>();
  let toldAt = -Infinity;
  return (event) => {
    if (event.type === 'step-done' || event.type === 'step-failed') waiting.delete(event.step);
    if (event.type !== 'report' || event.progress.total === 0) return emit(event);
    waiting.set(event.progress.step, event);
    if (event.at - toldAt < TELL_EVERY) return;
    toldAt = event.at;
    for (const report of waiting.values()) emit(report);
    waiting.clear();
  };
}
