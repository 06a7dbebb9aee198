import { DubError, isErrorCode } from '../../../engine/core/errors';
import type { MediaInfo, SourceRef } from '../../../engine/core/media-info';
import { STEPS } from '../../../engine/core/progress';
import type { DubJob } from '../../../engine/job/dub-job';
import type { AwayProgress } from '../../jobs/job';
import { nameOf } from '../../jobs/names';
import { Suspended } from '../../jobs/suspended';
import { resultPath } from '../../storage/paths';
import type { ResultRecord } from '../../storage/records/result-record';
import type { FarmJob } from './answers';
import type { BegunJobs } from './begun';
import { Away, type FarmClient } from './client';
import type { Turns } from '../../../engine/core/turns';
import { PATIENCE, patiently, pause, type Patience } from './patiently';
import { sendFile, type Sending } from './send-file';
import { wishOf } from './wish';

/** What a job that is made elsewhere is run with. */
export type AwayParts = {
  readonly client: Sending & Pick<FarmClient, 'submit' | 'job' | 'giveUp' | 'result'>;
  readonly turns: Turns;
  /** Keeps, beyond a reload, by which job over there this one is made, until that has ended or is given up. */
  readonly begun: Pick<BegunJobs, 'remember' | 'forget'>;
  /** Throws `input/gone`, `input/locked`. */
  readonly source: (ref: SourceRef) => Promise<File>;
  /** Name, content and SHA-256 of a file. */
  readonly identify: (file: File) => Promise<SourceRef>;
  /** Who confirmed that the video may be used. */
  readonly confirmedBy: (video: SourceRef) => Promise<string>;
  /** Writes a file of the app's own from what comes; it is there whole or not at all. Throws `storage/full`. */
  readonly write: (path: string, bytes: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<File>;
  readonly discard: (id: string) => Promise<void>;
  readonly probe: (file: File) => Promise<MediaInfo>;
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
  readonly keep: (record: ResultRecord) => Promise<void>;
  readonly patience?: Patience;
  /** Milliseconds between two looks at a job. */
  readonly lookMs?: number;
};

export type AwayContext = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AwayProgress) => void;
};

/** Of the whole way; how long each takes depends on line and machines. */
const SENT = 0.15;
const MADE = 0.95;
const LOOK_MS = 1500;

type Run = {
  readonly id: string;
  readonly input: DubJob;
  readonly parts: AwayParts;
  readonly context: AwayContext;
};

/**
 * Has one job made by the farm: sends its files, waits, fetches the result and records it. All of it may be done again
 * after a reload: what was sent is not sent again, and the same job is made once. A job that is cancelled is given up over
 * there too; one that is `Suspended` goes on there. Throws as `sendFile`, what the job failed of, `storage/full`, or the
 * signal's reason.
 */
export async function runAway(
  id: string,
  input: DubJob,
  parts: AwayParts,
  context: AwayContext,
): Promise<void> {
  const run: Run = { id, input, parts, context };
  const { signal, onProgress } = context;
  const startedAt = performance.now();
  const files = await parts.turns.take(() => send(run), signal);
  onProgress({ stage: 'wait', step: null, fraction: SENT, secondsLeft: null });
  const wish = wishOf(input, files, await parts.confirmedBy(input.video));
  const submitted = await submit(run, wish);
  try {
    // Who keeps nothing more has it made all the same; only a cancellation after a reload is then not told.
    await parts.begun.remember(id, submitted.id).catch(() => {});
    signal.throwIfAborted();
    const made = await wait(run, submitted);
    onProgress({ stage: 'fetch', step: null, fraction: MADE, secondsLeft: null });
    await fetchResult(run, made, startedAt);
  } catch (reason) {
    if (signal.reason instanceof Suspended) throw reason;
    await parts.discard(id);
    // Nobody waits for it any more. What the farm cannot be told now it is told later, since it is remembered.
    const told = !signal.aborted || (await isGivenUp(run, submitted.id));
    if (told) await parts.begun.forget(id).catch(() => {});
    throw reason;
  }
  // The result is safe: what goes wrong from here on is no failure of the job.
  await parts.begun.forget(id).catch(() => {});
}

const isGivenUp = ({ parts }: Run, there: string): Promise<boolean> =>
  parts.client.giveUp(there, AbortSignal.timeout(5000)).then(
    () => true,
    () => false,
  );

async function send({ input, parts, context }: Run): Promise<{ video: string; speech: string }> {
  const { client, patience } = parts;
  const { signal, onProgress } = context;
  const all = input.video.bytes + input.speech.bytes;
  const tell = (bytes: number) => {
    const fraction = all > 0 ? bytes / all : 0;
    onProgress({ stage: 'send', step: null, fraction: SENT * fraction, secondsLeft: null, bytes });
  };
  tell(0);
  let before = 0;
  const ids = { video: '', speech: '' };
  for (const role of ['video', 'speech'] as const) {
    const ref = input[role];
    const file = await parts.source(ref);
    const sha256 = ref.sha256 ?? (await parts.identify(file)).sha256 ?? '';
    const options = {
      signal,
      onSent: (bytes: number) => tell(before + bytes),
      ...(patience && { patience }),
    };
    await sendFile(client, file, sha256, options);
    before += file.size;
    ids[role] = sha256;
  }
  return ids;
}

/** What is being asked is asked to its end, so that a job that is cancelled meanwhile is known and can be given up. */
const unstopped = () => new AbortController().signal;

/** Where the farm has as many jobs of this person as it takes, the job waits here. */
async function submit({ parts, context }: Run, wish: ReturnType<typeof wishOf>): Promise<FarmJob> {
  const { client, patience = PATIENCE } = parts;
  const { signal } = context;
  for (;;) {
    try {
      return await patiently(() => client.submit(wish, unstopped()), signal, patience);
    } catch (reason) {
      const isFull = reason instanceof DubError && reason.detail?.code === 'api/jobs';
      if (!isFull) throw reason;
      await pause(patience.pauseMs(4), signal);
    }
  }
}

/** Looks until the job has ended; resolves to how it ended well. */
async function wait({ parts, context }: Run, first: FarmJob): Promise<FarmJob> {
  const { client, patience, lookMs = LOOK_MS } = parts;
  const { signal, onProgress } = context;
  for (let job = first; ;) {
    if (job.state === 'done') return job;
    if (job.state === 'failed') throw failureOf(job);
    const isRunning = job.state === 'running';
    onProgress({
      stage: isRunning ? 'make' : 'wait',
      step: STEPS.find((step) => step === job.stage) ?? null,
      fraction: SENT + (MADE - SENT) * (isRunning ? job.percent / 100 : 0),
      secondsLeft: isRunning ? job.secondsLeft : null,
    });
    await pause(isRunning ? lookMs : 2 * lookMs, signal);
    const { id } = job;
    job = await patiently(() => client.job(id, signal), signal, patience);
  }
}

/** The app over there has the same errors as this one; what the farm itself says is the farm's. */
function failureOf({ error }: FarmJob): DubError {
  const { code, text } = error ?? { code: '', text: '' };
  return isErrorCode(code)
    ? new DubError(code, { detail: { at: 'farm' } })
    : new DubError('farm/failed', { detail: { code, said: text } });
}

async function fetchResult({ id, input, parts, context }: Run, made: FarmJob, startedAt: number) {
  const { client, patience, identify, probe, thumbnail } = parts;
  const { signal, onProgress } = context;
  const all = made.result?.bytes ?? 0;
  const file = await patiently(
    async () => {
      let come = 0;
      const counted = (await client.result(made.id, signal)).pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(piece, controller) {
            come += piece.length;
            const fraction = MADE + (1 - MADE) * (all > 0 ? come / all : 0);
            onProgress({ stage: 'fetch', step: null, fraction, secondsLeft: null, bytes: come });
            controller.enqueue(piece);
          },
        }),
      );
      return parts.write(resultPath(id), counted).catch((reason: unknown) => {
        signal.throwIfAborted();
        // A line that breaks off is told by the stream, in the browser's own words.
        throw reason instanceof DubError
          ? reason
          : new Away('The result ended before its end.', { cause: reason });
      });
    },
    signal,
    patience,
  );
  const { id: content, sha256, bytes } = await identify(file);
  if (sha256 !== undefined && sha256 !== made.result?.sha256)
    throw new DubError('farm/failed', { detail: { code: 'result/damaged' } });
  const { video, duration } = await probe(file);
  signal.throwIfAborted();
  await parts.keep({
    ...{ id, content, bytes, name: nameOf(input), createdAt: Date.now(), away: true },
    ...{ frames: video?.frames ?? 0, width: video?.width ?? 0, height: video?.height ?? 0 },
    seconds: duration,
    ...{ video: input.video, speech: input.speech, settings: input.settings, painter: input.painter },
    ...(input.trim && { trim: input.trim }),
    ...(input.face && { face: input.face }),
    timings: { total: (performance.now() - startedAt) / 1000 },
    device: null,
    thumbnail: await thumbnail(file),
  });
}
