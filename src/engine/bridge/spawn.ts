import type {
  ConvertService,
  NetworkService,
  ProbeService,
  RenderService,
  SpeechService,
  TrackService,
} from './services';
import { WorkerHost } from './worker-host';

const trackHost = () =>
  new WorkerHost<TrackService>(
    () =>
      new Worker(new URL('../../../workers/track.worker.ts', import.meta.url), {
        type: 'module',
        name: 'track',
      }),
  );

// The `new Worker(new URL(...))` form has to stand here literally: it is what the bundler looks for.
/** One host for each worker of a job, which ends them all when it is over; nothing starts before its first call. */
export function spawnHosts() {
  return {
    probe: new WorkerHost<ProbeService>(
      () =>
        new Worker(new URL('../../../workers/probe.worker.ts', import.meta.url), {
          type: 'module',
          name: 'probe',
        }),
    ),
    convert: new WorkerHost<ConvertService>(
      () =>
        new Worker(new URL('../../../workers/convert.worker.ts', import.meta.url), {
          type: 'module',
          name: 'convert',
        }),
    ),
    // Two, for the two halves of a video: the landmarker itself works on one core.
    track: trackHost(),
    trackBeside: trackHost(),
    speech: new WorkerHost<SpeechService>(
      () =>
        new Worker(new URL('../../../workers/speech.worker.ts', import.meta.url), {
          type: 'module',
          name: 'speech',
        }),
    ),
    render: new WorkerHost<RenderService>(
      () =>
        new Worker(new URL('../../../workers/render.worker.ts', import.meta.url), {
          type: 'module',
          name: 'render',
        }),
    ),
  };
}

export type Hosts = ReturnType<typeof spawnHosts>;

/** Looks at networks. It belongs to no job: one that ends must not end a look that the user waits for. */
export const spawnNetworkHost = () =>
  new WorkerHost<NetworkService>(
    () =>
      new Worker(new URL('../../../workers/network.worker.ts', import.meta.url), {
        type: 'module',
        name: 'network',
      }),
  );
