import { PAINTERS } from '../../../engine/painters';
import type { DubJob } from '../../../engine/job/dub-job';
import { expectedSeconds, type JobProgress } from '../../../engine/job/progress/progress';

/**
 * How many seconds this machine takes for each that `forecast` expects, by what paints the mouth: a network may run on
 * a graphics card or not. Absent for what was not measured yet.
 */
export type Pace = Readonly<Partial<Record<string, number>>>;

/** What does not fit between these is a fault of the measure: a machine that slept, a file that was there already. */
const LIKELY = { least: 0.02, most: 50 };
/** Weight of the newest job: the machine may be busier today, and no two videos are alike. */
const NEWEST = 0.4;
/** A render that begins further on goes on with what an earlier run has made. */
const RESUMED = 0.1;

/** The pace after a job that took `seconds` from start to end. */
export function learnPace(pace: Pace, input: DubJob, progress: JobProgress, seconds: number): Pace {
  if ((progress.steps.render?.moving?.fraction ?? 0) > RESUMED) return pace;
  const measured = seconds / expectedSeconds(progress.forecast);
  if (!(measured > LIKELY.least && measured < LIKELY.most)) return pace;
  const { id } = input.painter;
  const before = pace[id] ?? measured;
  return { ...pace, [id]: before * (measured / before) ** NEWEST };
}

/** What was stored as pace, by whatever version. */
export function readPace(stored: unknown): Pace {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const fits = (value: unknown): value is number =>
    typeof value === 'number' && value > LIKELY.least && value < LIKELY.most;
  const known = PAINTERS.filter(({ id }) => fits(given[id]));
  return Object.fromEntries(known.map(({ id }) => [id, given[id] as number]));
}
