import type { DubJob } from '../../../engine/job/dub-job';
import { lockedSettings, type DeploymentFile } from '../../environment/deployment';
import type { Chosen } from '../../jobs/intake/intake';
import { createJob, type Job } from '../../jobs/job';
import type { Sources } from '../../jobs/sources';
import type { Asked, Consents } from '../privacy/consents.svelte';

/** Two files and what is to be made of them, before they are named by content and held on to. */
export type JobRequest = Omit<DubJob, 'video' | 'speech'> & {
  readonly video: Chosen;
  readonly speech: Chosen;
};

export type NewJobsParts = {
  readonly sources: Sources;
  readonly consents: Pick<Consents, 'ask'>;
  readonly deployment: Pick<DeploymentFile, 'read'>;
  /** Whether a job is to be made on other machines. */
  readonly isAway: (request: JobRequest) => boolean;
};

export type NewJobsOptions = {
  readonly batch: string | null;
  /** There is nothing to ask. */
  readonly agreed: boolean;
  /** Where the queue ends now. */
  readonly end: () => number;
};

/**
 * Holds on to the files and makes jobs of the requests; `copied` resolves once every tab can read the files. Without any
 * jobs where the user, asked for the right to use the videos, did not confirm it.
 * Throws `input/empty`, `input/unreadable`, `storage/full`.
 */
export async function makeJobs(
  requests: readonly JobRequest[],
  { batch, agreed, end }: NewJobsOptions,
  { sources, consents, deployment, isAway }: NewJobsParts,
): Promise<{ jobs: Job[]; copied: Promise<unknown> }> {
  const faces: Asked[] = [];
  for (const { video } of requests) faces.push(await sources.askFor(video));
  const copies: Promise<unknown>[] = [];
  const jobs: Job[] = [];
  if (!agreed && !(await consents.ask(faces))) return { jobs, copied: Promise.resolve() };
  const rules = await deployment.read();
  for (const request of requests) {
    const { video, speech, settings, ...rest } = request;
    const [face, voice] = [await sources.keep(video), await sources.keep(speech)];
    copies.push(face.held, voice.held);
    const input = { ...rest, settings: lockedSettings(settings, rules) };
    const place = { order: end() + jobs.length, batch, away: isAway(request) };
    jobs.push(createJob({ ...input, video: face.source, speech: voice.source }, place));
  }
  return { jobs, copied: Promise.all(copies) };
}
