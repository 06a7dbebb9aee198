import { STEPS, type Step } from '../../../engine/core/progress';
import type { MediaInfo } from '../../../engine/core/media-info';
import { isActive, type Job } from '../../jobs/job';
import type { Slot } from '../../jobs/intake/intake';
import { nameOf } from '../../jobs/names';
import { errorDraft, type Figures, type LogDraft } from './entry';

/** What to write down when a list of jobs takes the place of another. Progress within a step is not. */
export function jobEntries(before: readonly Job[], after: readonly Job[]): LogDraft[] {
  const old = new Map(before.map((job) => [job.id, job]));
  return after.flatMap((job) => {
    const was = old.get(job.id);
    return job === was ? [] : [...stepEntries(was, job), ...stateEntries(was, job)];
  });
}

const about = ({ id, input }: Job) => ({
  job: id,
  file: nameOf(input),
});

/** Steps that ended between the two, in their order, with the seconds that each took. */
function stepEntries(was: Job | undefined, job: Job): LogDraft[] {
  if (!isActive(job)) return [];
  return STEPS.flatMap((step) => {
    const seconds = secondsOf(job, step);
    if (seconds === null || (was && secondsOf(was, step) !== null)) return [];
    return [{ level: 'info', event: 'step-done', ...about(job), step, figures: { seconds } }];
  });
}

function secondsOf(job: Job, step: Step): number | null {
  const state = isActive(job) ? job.progress.steps[step] : undefined;
  return !state || state.endedAt === null ? null : state.endedAt - state.startedAt;
}

function stateEntries(was: Job | undefined, job: Job): LogDraft[] {
  if (was?.state === job.state) return [];
  const entry = (rest: Omit<LogDraft, 'job' | 'file'>): LogDraft[] => [{ ...rest, ...about(job) }];
  switch (job.state) {
    case 'waiting':
      if (!was) return entry({ level: 'info', event: 'job-added', figures: inputFigures(job) });
      return entry({ level: 'info', event: isActive(was) ? 'job-suspended' : 'job-again' });
    case 'running':
      return entry({ level: 'info', event: 'job-started' });
    case 'stopping':
      return [];
    case 'done':
      return entry({ level: 'info', event: 'job-done', figures: timeOf(job) });
    case 'cancelled':
      return entry({ level: 'info', event: 'job-cancelled', figures: timeOf(job) });
    case 'failed': {
      const step = job.step === null ? {} : { step: job.step };
      return entry({ level: 'error', event: 'job-failed', ...step, ...errorDraft(job.error) });
    }
    default:
      return job satisfies never;
  }
}

function timeOf({ startedAt, endedAt }: Job): Figures {
  return startedAt === null || endedAt === null ? {} : { seconds: (endedAt - startedAt) / 1000 };
}

function inputFigures({ input: { video, speech, painter } }: Job): Figures {
  return {
    ...mediaFigures(video.info),
    length: speech.info.duration,
    bytes: video.bytes + speech.bytes,
    engine: painter.id,
    ...(painter.network && { network: painter.network.name }),
  };
}

/** What to write down of a file that was looked at; nothing while it is not decided. */
export function fileEntry(slot: Slot): LogDraft[] {
  if (slot.state === 'ready') {
    const { file, info } = slot.chosen;
    const figures = { bytes: file.size, ...mediaFigures(info) };
    return [{ level: 'info', event: 'file-read', file: file.name, figures }];
  }
  if (slot.state !== 'refused') return [];
  const { file, error } = slot;
  const figures = { bytes: file.size };
  return [{ level: 'warning', event: 'file-refused', file: file.name, figures, ...errorDraft(error) }];
}

/** What is known of a file. */
function mediaFigures({ duration, video, audio }: MediaInfo): Figures {
  const codecs = [video?.codec, audio?.codec].filter(Boolean).join(' + ');
  return {
    length: duration,
    ...(video && { picture: `${video.width} × ${video.height}`, rate: video.fps }),
    ...(codecs && { codecs }),
  };
}
