import type { ConvertService, SpeechService, TrackService } from '../bridge/services';
import type { WorkerHost } from '../bridge/worker-host';
import type { MediaInfo } from '../core/media-info';
import type { Role } from './input/source';
import { readerFor } from './input/reader-for';

type Warmable = Pick<WorkerHost<TrackService | SpeechService | ConvertService>, 'run' | 'dispose'>;
type WarmHosts = { readonly [Name in 'convert' | 'track' | 'trackBeside' | 'speech']: Warmable };

/**
 * Starts the workers that the analysis of a file will need and has them load their models, so that nobody waits
 * for that later. A failure is not told here: the call that needs the model meets it again.
 */
export function warm(hosts: WarmHosts, role: Role, info: MediaInfo, signal: AbortSignal): void {
  const first = readerFor(role, info) === 'ffmpeg' ? [hosts.convert] : [];
  for (const host of [...first, ...needed(hosts, role)])
    host.run((service, port) => service.warm(port), { signal }).catch(() => {});
}

/** Gives the memory of those workers back. */
export function cool(hosts: WarmHosts, role: Role): void {
  hosts.convert.dispose();
  for (const host of needed(hosts, role)) host.dispose();
}

const needed = (hosts: WarmHosts, role: Role): Warmable[] =>
  role === 'video' ? [hosts.track, hosts.trackBeside] : [hosts.speech];
