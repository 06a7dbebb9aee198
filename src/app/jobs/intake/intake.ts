import type { ProbeService } from '../../../engine/bridge/services';
import type { Lease } from '../../../engine/bridge/lease';
import type { TimeLimit } from '../../../engine/bridge/worker-host';
import { DubError, toErrorData, type DubErrorData } from '../../../engine/core/errors';
import { isArchive } from './archive';
import { checkFit, type ProbedFile, type Role } from '../../../engine/job/input/source';

/** A file that the user gave and that was found to be fit for its part. */
export type Chosen = ProbedFile & {
  /** Leave to read the file where it lies, for later; the browser gives it only for some ways of choosing. */
  readonly handle?: FileSystemFileHandle | undefined;
};

/** One of the two places a file is dropped on. */
export type Slot =
  | { readonly state: 'empty' }
  | { readonly state: 'checking'; readonly file: File }
  /** `refused`: what was to take its place and could not. */
  | { readonly state: 'ready'; readonly chosen: Chosen; readonly refused?: Refusal }
  | ({ readonly state: 'refused' } & Refusal);

/** A file that cannot play its part, and why. */
export type Refusal = { readonly file: File; readonly error: DubErrorData };

/** What the user is to be told of a file that was refused; null where none was. */
export const refusalOf = (slot: Slot): Refusal | null =>
  slot.state === 'refused' ? slot : slot.state === 'ready' ? (slot.refused ?? null) : null;

/** A look may be silent for so long, milliseconds; and the longer, the more there is to read: bytes a millisecond. */
const LOOK_MS = 8000;
const READ_BYTES_A_MS = 50_000;
/** A speech of more seconds than this is not listened to at the drop. */
const HEARD_AT_ONCE = 300;

const lookLimit = (bytes: number): TimeLimit => ({
  ms: LOOK_MS + bytes / READ_BYTES_A_MS,
  code: 'input/too-slow',
});

/**
 * Throws `input/speech-silent` where nothing is to be heard in a speech that WebCodecs reads. Hours of silence would take
 * too long here: the job tells then.
 */
export async function checkHeard(
  host: Pick<Lease<ProbeService>, 'run'>,
  { file, info }: Chosen,
  signal: AbortSignal,
): Promise<void> {
  if (info.duration > HEARD_AT_ONCE) return;
  const limit = lookLimit(file.size);
  const silent = await host.run((service, port) => service.silent(file, port), { signal, limit });
  if (silent) throw new DubError('input/speech-silent');
}

/**
 * Looks at a file as soon as it is dropped, and whether a speech is to be heard at all, in a worker that no job uses, so
 * that the answer comes at once while a render runs. Resolves to the slot's next state, or to null when `signal` says that nobody wants it any more.
 */
export async function inspect(
  host: Pick<Lease<ProbeService>, 'run'>,
  role: Role,
  { file, handle, sound }: Omit<Chosen, 'info'> & { readonly sound?: number },
  signal: AbortSignal,
): Promise<Slot | null> {
  try {
    // One that could be opened was taken apart at the drop.
    if (isArchive(file)) throw new DubError('input/archive');
    const info = await host.run(
      (service, port) =>
        sound === undefined ? service.probe(file, port) : service.probeSound(file, sound, port),
      { signal, limit: lookLimit(file.size) },
    );
    checkFit(role, info);
    // What has to be converted first cannot be heard yet.
    if (role === 'speech' && info.reader === 'webcodecs') await checkHeard(host, { file, info }, signal);
    return signal.aborted ? null : { state: 'ready', chosen: { file, info, handle } };
  } catch (reason) {
    if (signal.aborted) return null;
    return { state: 'refused', file, error: toErrorData(reason) };
  }
}
