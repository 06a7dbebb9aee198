import type { EncoderChoice } from '../../src/engine/bridge/services';
import type { JobWorkers } from '../../src/engine/bridge/workers';
import type { SourceFile } from '../../src/engine/core/media-info';
import { DEFAULT_SETTINGS, type DubSettings } from '../../src/engine/plan/dub-plan';
import type { Script } from '../../src/engine/script/script';
import type { Trim } from '../../src/engine/core/trim';
import { DEFAULT_WAV2LIP, type Wav2LipSettings } from '../../src/engine/painters/wav2lip/inputs';
import { DEFAULT_PAINTER } from '../../src/engine/painters';
import { CacheStore } from '../../src/app/storage/records/caches';
import { joinFiles } from '../../src/engine/job/input/join-files';
import { openFile } from '../../src/engine/job/input/files';
import { discardJob } from '../../src/app/storage/job-files';
import { resultPath } from '../../src/app/storage/paths';
import type { ResultRecord } from '../../src/app/storage/records/result-record';
import { Analyses } from '../../src/app/jobs/run/analyses';
import { DEFAULT_DEPLOYMENT } from '../../src/app/environment/deployment';
import type { FaceWish } from '../../src/engine/face/people/face-wish';
import type { DubJob } from '../../src/engine/job/dub-job';
import { createSigningKey } from '../../src/engine/job/signing-key';
import { runJob, type RunnerParts } from '../../src/app/jobs/run/runner';

/** What a job is to do, but for its two files; what is absent is as the app has it by default. */
export type JobWish = {
  readonly settings?: Partial<DubSettings>;
  readonly encoder?: EncoderChoice;
  readonly trim?: Trim;
  readonly face?: FaceWish;
  readonly script?: Script;
  /** Paths of speeches that are joined behind the first. */
  readonly behind?: readonly string[];
  /** The path of the network that paints, and how it works. */
  readonly wav2lip?: { readonly network: string; readonly settings?: Partial<Wav2LipSettings> };
};

/** What is stored of a result, but for its picture. */
export type JobRecord = Omit<ResultRecord, 'thumbnail'>;

/** What is known of the files is kept for the next job, as in the app. */
export const analyses = new Analyses(new CacheStore());

/** Workers that go on when a job releases them. */
export function keepWorkers(hosts: JobWorkers): JobWorkers {
  const kept = Object.entries(hosts).map(([name, host]) => {
    const run = host.run.bind(host) as JobWorkers['probe']['run'];
    return [name, { run, dispose: () => {}, release: () => {} }] as const;
  });
  return Object.fromEntries(kept) as unknown as JobWorkers;
}

export type JobFiles = {
  readonly video: File;
  readonly speech: File;
  readonly network?: File;
  readonly behind?: readonly File[];
};

/** One whole job as the app runs it, without its page and its queue. The result's bytes go to `deliver`. */
export async function dub(
  hosts: JobWorkers,
  given: JobFiles,
  { wav2lip, behind: _behind, ...wish }: JobWish,
  deliver: (result: File) => Promise<void>,
): Promise<JobRecord> {
  const files = given.behind
    ? { ...given, speech: await joined(hosts, [given.speech, ...given.behind]) }
    : given;
  const [video, speech] = [await nameFile(hosts, files.video), await nameFile(hosts, files.speech)];
  const byId = new Map([
    [video.id, files.video],
    [speech.id, files.speech],
  ]);
  const input: DubJob = {
    ...{ video, speech, encoder: 'auto', ...wish },
    settings: { ...DEFAULT_SETTINGS, ...wish.settings },
    painter: wav2lip
      ? {
          id: 'wav2lip',
          network: { id: wav2lip.network, name: 'lab', licence: 'for tests', size: 96 },
          settings: { ...DEFAULT_WAV2LIP, ...wav2lip.settings },
        }
      : { id: DEFAULT_PAINTER.id, settings: {} },
  };
  let made: ResultRecord | null = null;
  const parts: RunnerParts = {
    ...{ analyses, leaseWorkers: () => hosts },
    source: async ({ id }) => byId.get(id) as File,
    files: { open: openFile, discard: discardJob },
    network: async () => files.network as File,
    deployment: async () => DEFAULT_DEPLOYMENT,
    signingKey: createSigningKey,
    keep: async (record) => void (made = record),
    thumbnail: async () => null,
    now: () => performance.now() / 1000,
  };
  const id = crypto.randomUUID();
  const context = { signal: new AbortController().signal, emit: () => {} };
  try {
    await runJob(id, input, parts, context);
    await deliver(await openFile(resultPath(id)));
  } finally {
    await discardJob(id);
  }
  const { thumbnail: _, ...record } = made as unknown as ResultRecord;
  return record;
}

async function joined(hosts: JobWorkers, files: readonly File[]): Promise<File> {
  const sources = [];
  for (const file of files) {
    const { info, ...ref } = await nameFile(hosts, file);
    sources.push({ file, info, ref });
  }
  const { convert, probe } = hosts;
  const { signal } = new AbortController();
  return (await joinFiles({ convert, probe, analyses, open: openFile }, sources, { signal })).file;
}

/** What the app's worker finds of a file. */
export async function nameFile({ probe }: JobWorkers, file: File): Promise<SourceFile> {
  const { signal } = new AbortController();
  const ref = await probe.run((service, port) => service.accept(file, port), { signal });
  const info = await probe.run((service, port) => service.probe(file, port), { signal });
  return { ...ref, info };
}
