import type { ConvertService, SpeechService, TrackService } from '../bridge/services';
import type { Lease } from '../bridge/lease';
import type { Standby } from '../bridge/workers';
import type { MediaInfo } from '../core/media-info';
import type { Role } from './input/source';
import { readerFor } from './input/reader-for';

type Warmable = Pick<Lease<TrackService | SpeechService | ConvertService>, 'run' | 'dispose'>;
type Warmed = { readonly [Name in 'convert' | 'track' | 'trackBeside' | 'speech']: Standby[Name] };

/**
 * Starts the workers that the analysis of a file will need and has them load their models, so that nobody waits
 * for that later. A failure is not told here: the call that needs the model meets it again.
 */
export function warm(workers: Warmed, role: Role, info: MediaInfo, signal?: AbortSignal): void {
  const options = { signal: signal ?? new AbortController().signal };
  const first = readerFor(role, info) === 'ffmpeg' ? [workers.convert] : [];
  for (const worker of [...first, ...needed(workers, role)])
    worker.run((service, port) => service.warm(port), options).catch(() => {});
}

/** Gives the memory of those workers back. */
export function cool(workers: Warmed, role: Role): void {
  workers.convert.dispose();
  for (const worker of needed(workers, role)) worker.dispose();
}

const needed = (workers: Warmed, role: Role): Warmable[] =>
  role === 'video' ? [workers.track, workers.trackBeside] : [workers.speech];
