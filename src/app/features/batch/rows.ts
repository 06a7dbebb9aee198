import { outputShape } from '../../../engine/plan/output-shape';
import { resultSeconds } from '../../../engine/job/rest';
import { painterOf } from '../../../engine/painters';
import type { Trim } from '../../../engine/core/trim';
import type { DubSettings } from '../../../engine/plan/dub-plan';
import type { Chosen } from '../../jobs/intake/intake';
import type { DubJob } from '../../../engine/job/dub-job';
import { expectedEach } from '../../jobs/estimate/outlook';
import type { Pace } from '../../jobs/estimate/pace';
import { forecastSpace, type SpaceForecast } from '../storage-manager/space-forecast';
import type { Pair } from './pairing/pairing';
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
  /** How it is to be made. */
  readonly how: How;
  readonly warnings: readonly Warning[];
  readonly possible: boolean;
};

/** How all jobs of a batch are to be made. */
export type How = Omit<DubJob, 'video' | 'speech' | 'name'>;

/** How one job differs from the others of its batch. */
export type Own = {
  /** Who speaks, counted from 1; absent for whoever the list names, or is found to. */
  readonly person?: number;
  readonly trim?: Trim;
  readonly settings?: Partial<DubSettings>;
};

/** `ownOf`: how the job of a key differs from `how`. */
export function rowsOf(
  pairs: readonly Pair<ReadyFile, ReadyFile>[],
  how: How,
  ownOf: (key: string) => Own | undefined = () => undefined,
): BatchRow[] {
  const rows = pairs.map(({ video, speech, name, person }) => {
    const warnings = warningsOf(video.chosen.info, speech.chosen.info, painterOf(how.painter.id).needs);
    const key = `${video.key}:${speech.key}:${name ?? ''}${person === undefined ? '' : `:${person}`}`;
    return {
      key,
      video,
      speech,
      name,
      how: howOf(how, person, ownOf(key)),
      warnings,
      possible: isPossible(warnings),
    };
  });
  // A list may name the same job twice.
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

function howOf(how: How, named: number | undefined, own: Own = {}): How {
  const person = own.person ?? named;
  const { trim } = own;
  return {
    ...how,
    ...(own.settings && { settings: { ...how.settings, ...own.settings } }),
    ...(trim && Object.keys(trim).length > 0 && { trim }),
    ...(person !== undefined && { face: { person, keepOriginal: [] } }),
  };
}

/** What some jobs will take: seconds on this machine, seconds of finished video, and room. */
export type BatchTotals = {
  readonly seconds: number;
  readonly length: number;
  readonly space: SpaceForecast;
};

/** `inPlace`: says of a file that it is read where it lies and not copied. */
export function totalsOf(
  rows: readonly Pick<BatchRow, 'video' | 'speech' | 'how'>[],
  pace: Pace,
  inPlace: (chosen: Chosen) => boolean,
): BatchTotals {
  const file = (prefix: string, { key, chosen }: ReadyFile) => ({
    ...{ id: `${prefix}${key}`, bytes: chosen.file.size, info: chosen.info },
    kept: inPlace(chosen),
  });
  const jobs = rows.map(({ video, speech, how }) => {
    const picture = video.chosen.info.video;
    const bitrate = picture ? outputShape(picture, how.settings).bitrate : 0;
    const seconds = resultSeconds({ ...how, video: video.chosen, speech: speech.chosen });
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
