import { dub, type Dubbed, type DubParts } from '../../../engine/job/dub';
import type { DubJob } from '../../../engine/job/dub-job';
import type { SigningKey } from '../../../engine/job/signing-key';
import { withRun, type RunContext, type StepRun } from '../../../engine/job/steps';
import { packetLogPath, resultPath } from '../../storage/paths';
import type { ResultRecord } from '../../storage/records/result-record';
import { lockedSettings, type Deployment } from '../../environment/deployment';
import { nameOf } from '../names';
import { Suspended } from '../suspended';

/** What a job is run with; tests hand in their own. */
export type RunnerParts = DubParts & {
  /** What whoever put the app up has decided, as it is now. */
  readonly deployment: () => Promise<Deployment>;
  /** The key of this browser that signs results. Throws `storage/full`. */
  readonly signingKey: () => Promise<SigningKey>;
  /** Stores the record of a result whose bytes are complete. */
  readonly keep: (record: ResultRecord) => Promise<void>;
  /** Names a finished file by its content; where there is none, it cannot be told later whether it is damaged. */
  readonly idOf?: (file: File) => Promise<string>;
  /** A small picture of a video; null where none can be made. Must come back in reasonable time. */
  readonly thumbnail: (video: Blob) => Promise<Blob | null>;
};

type Run = StepRun<RunnerParts>;

/**
 * One job, step by step, to the stored record of its result. The caller holds the job's lease, and removes its
 * checkpoints then. What a job that is `Suspended` has written stays.
 * Throws what the steps throw (`DubError`), or the signal's reason.
 */
export async function runJob(
  id: string,
  given: DubJob,
  parts: RunnerParts,
  context: RunContext,
): Promise<ResultRecord> {
  // However old the job is, and whichever way it came in by.
  const deployment = await parts.deployment();
  const input = { ...given, settings: lockedSettings(given.settings, deployment) };
  try {
    return await withRun(id, input, parts, context, (run) => make(run, deployment));
  } catch (reason) {
    if (!(context.signal.reason instanceof Suspended)) await parts.files.discard(id);
    throw reason;
  }
}

async function make(run: Run, { producer, labelPlace }: Deployment): Promise<ResultRecord> {
  const { id, input, parts } = run;
  const made = await dub(run, {
    ...{ path: resultPath(id), log: packetLogPath(id), title: nameOf(input), producer },
    isLabelFixed: labelPlace !== null,
    key: parts.signingKey,
  });
  return keep(run, made);
}

/** Records the finished file, and only the finished file. */
async function keep(run: Run, made: Dubbed): Promise<ResultRecord> {
  const { id, input, parts, watch, signal } = run;
  const { output, device, speaker, beside, notes, mouth, learned, holds } = made;
  const timings = watch.timings();
  const file = await parts.files.open(output.path);
  const thumbnail = await parts.thumbnail(file);
  const content = await parts.idOf?.(file);
  signal.throwIfAborted();
  const record: ResultRecord = {
    ...{ id, thumbnail, timings, settings: input.settings },
    ...{ device: output.device ?? device, painter: input.painter },
    ...(output.fallback && { fallback: output.fallback }),
    ...(output.credentials && { credentials: output.credentials }),
    ...(content !== undefined && { content }),
    ...{ bytes: output.bytes, frames: output.frames, seconds: output.seconds },
    name: nameOf(input),
    createdAt: Date.now(),
    width: output.width,
    height: output.height,
    video: input.video,
    speech: input.speech,
    ...(input.trim && { trim: input.trim }),
    ...(input.script && { script: input.script }),
    ...(input.face && { face: input.face }),
    ...(mouth && { mouth }),
    speaker: { ...speaker, ...(notes.length > 0 && { notes }) },
    ...(beside.length > 0 && { beside }),
    ...(learned !== undefined && { learned }),
    ...(holds !== undefined && { holds }),
  };
  await parts.keep(record);
  return record;
}
