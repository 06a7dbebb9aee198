import type { ResultRecord } from '../../storage/records/result-record';
import type { JobInput } from '../job';
import { expectedSeconds, type JobProgress } from '../../../engine/job/progress';

/**
 * How many seconds this machine takes for each that `forecast` expects, by what paints the mouth: a network may run on
 * a graphics card or not. Absent for what was not measured yet.
 */
export type Pace = Readonly<Partial<Record<ResultRecord['engine'], number>>>;

/** What does not fit between these is a fault of the measure: a machine that slept, a file that was there already. */
const LIKELY = { least: 0.02, most: 50 };
/** Weight of the newest job: the machine may be busier today, and no two videos are alike. */
const NEWEST = 0.4;
/** A render that begins further on goes on with what an earlier run has made. */
const RESUMED = 0.1;

export const engineOf = ({ wav2lip }: Pick<JobInput, 'wav2lip'>): ResultRecord['engine'] =>
  wav2lip ? 'wav2lip' : 'reuse';

/** The pace after a job that took `seconds` from start to end. */
export function learnPace(pace: Pace, input: JobInput, progress: JobProgress, seconds: number): Pace {
  if ((progress.steps.render?.moving?.fraction ?? 0) > RESUMED) return pace;
  const measured = seconds / expectedSeconds(progress.forecast);
  if (!(measured > LIKELY.least && measured < LIKELY.most)) return pace;
  const engine = engineOf(input);
  const before = pace[engine] ?? measured;
  return { ...pace, [engine]: before * (measured / before) ** NEWEST };
}

/** What was stored as pace, by whatever version. */
export function readPace(stored: unknown): Pace {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const fits = (value: unknown): value is number =>
    typeof value === 'number' && value > LIKELY.least && value < LIKELY.most;
  const { reuse, wav2lip } = given;
  return { ...(fits(reuse) && { reuse }), ...(fits(wav2lip) && { wav2lip }) };
}
