import { outputShape } from '../../../engine/plan/output-shape';
import { usedSeconds } from '../../../engine/core/trim';
import { painterOf } from '../../../engine/painters';
import type { Chosen } from '../../jobs/intake';
import type { DubJob } from '../../../engine/job/dub-job';
import { expectedEach } from '../../jobs/estimate/outlook';
import type { Pace } from '../../jobs/estimate/pace';
import { forecastSpace, type SpaceForecast } from '../storage-manager/space-forecast';
import type { Pair } from './pairing';
import { isPossible, warningsOf, type Warning } from './warnings';

/** A file of a heap that is fit for its part. */
export type ReadyFile = {
  /** Tells it from the others of its heap. */
  readonly key: number;
  readonly name: string;
  readonly chosen: Chosen;
};

/** A job that would be made. */
export type BatchRow = {
  readonly key: string;
  readonly video: ReadyFile;
  readonly speech: ReadyFile;
  /** What the result is to be called; null for a name made of both files'. */
  readonly name: string | null;
  /** Who speaks, counted from 1; absent for whoever is found to. */
  readonly person?: number;
  readonly warnings: readonly Warning[];
  readonly possible: boolean;
};

/** How all jobs of a batch are to be made. */
export type How = Omit<DubJob, 'video' | 'speech' | 'name'>;

export function rowsOf(pairs: readonly Pair<ReadyFile, ReadyFile>[], how: How): BatchRow[] {
  const rows = pairs.map(({ video, speech, name, person }) => {
    const warnings = warningsOf(video.chosen.info, speech.chosen.info, painterOf(how.painter.id).needs);
    const key = `${video.key}:${speech.key}:${name ?? ''}${person === undefined ? '' : `:${person}`}`;
    return {
      key,
      video,
      speech,
      name,
      ...(person !== undefined && { person }),
      warnings,
      possible: isPossible(warnings),
    };
  });
  // A list may name the same job twice.
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** What some jobs will take: seconds on this machine, seconds of finished video, and room. */
export type BatchTotals = {
  readonly seconds: number;
  readonly length: number;
  readonly space: SpaceForecast;
};

/** `inPlace`: says of a file that it is read where it lies and not copied. */
export function totalsOf(
  rows: readonly Pick<BatchRow, 'video' | 'speech'>[],
  how: How,
  pace: Pace,
  inPlace: (chosen: Chosen) => boolean,
): BatchTotals {
  const file = (prefix: string, { key, chosen }: ReadyFile) => ({
    ...{ id: `${prefix}${key}`, bytes: chosen.file.size, info: chosen.info },
    kept: inPlace(chosen),
  });
  const jobs = rows.map(({ video, speech }) => {
    const picture = video.chosen.info.video;
    const bitrate = picture ? outputShape(picture, how.settings).bitrate : 0;
    const seconds = usedSeconds(speech.chosen.info.duration, how.trim?.speech);
    return { ...how, video: file('v', video), speech: file('s', speech), bitrate, seconds };
  });
  const kept = jobs.flatMap(({ video, speech }) => [video, speech]).filter((each) => each.kept);
  const inputs = new Set(kept.map(({ id }) => id));
  return {
    seconds: expectedEach(jobs, pace).reduce((sum, seconds) => sum + seconds, 0),
    length: jobs.reduce((sum, { seconds }) => sum + seconds, 0),
    space: forecastSpace(jobs, { inputs, conversions: new Set() }),
  };
}
