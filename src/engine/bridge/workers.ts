import type {
  ConvertService,
  NetworkService,
  ProbeService,
  RenderService,
  SpeechService,
  TrackService,
} from './services';
import { OwnedLease, StandbyLease, type Lease } from './lease';
import { WorkerPool } from './worker-pool';

/** The kinds of workers, and what each is asked. */
type Kinds = {
  probe: ProbeService;
  convert: ConvertService;
  track: TrackService;
  speech: SpeechService;
  render: RenderService;
  network: NetworkService;
};
type Kind = keyof Kinds;
/** How a worker of each kind is started; tests hand in their own. */
export type Starters = Readonly<Record<Kind, () => Worker>>;

// The bundler looks for `new Worker(new URL(…), …)`, and for nothing else.
const STARTERS: Starters = {
  probe: () =>
    new Worker(new URL('../../../workers/probe.worker.ts', import.meta.url), {
      type: 'module',
      name: 'probe',
    }),
  convert: () =>
    new Worker(new URL('../../../workers/convert.worker.ts', import.meta.url), {
      type: 'module',
      name: 'convert',
    }),
  track: () =>
    new Worker(new URL('../../../workers/track.worker.ts', import.meta.url), {
      type: 'module',
      name: 'track',
    }),
  speech: () =>
    new Worker(new URL('../../../workers/speech.worker.ts', import.meta.url), {
      type: 'module',
      name: 'speech',
    }),
  render: () =>
    new Worker(new URL('../../../workers/render.worker.ts', import.meta.url), {
      type: 'module',
      name: 'render',
    }),
  network: () =>
    new Worker(new URL('../../../workers/network.worker.ts', import.meta.url), {
      type: 'module',
      name: 'network',
    }),
};

/** The workers of one job. Two trackers, for the two halves of a video: the landmarker itself works on one core. */
export type JobWorkers = {
  readonly [Name in 'probe' | 'convert' | 'speech' | 'render']: Lease<Kinds[Name]>;
} & { readonly track: Lease<TrackService>; readonly trackBeside: Lease<TrackService> };

/** Workers that nobody works with yet: they are warmed, or ended again, together with the calls that wait. */
export type Standby = { readonly [Name in keyof JobWorkers]: Omit<JobWorkers[Name], 'release'> };

/** Owns all workers of a page. Whoever needs one leases it, and nobody else can call or end it until it is released. */
export class Workers {
  readonly #starters: Starters;
  readonly #leases = new Set<{ release(): void }>();
  #closed = false;
  readonly #standby;

  constructor(starters = STARTERS) {
    this.#starters = starters;
    this.#standby = {
      ...{ probe: this.#standBy('probe'), convert: this.#standBy('convert') },
      ...{ track: this.#standBy('track'), trackBeside: this.#standBy('track') },
      ...{ speech: this.#standBy('speech'), render: this.#standBy('render') },
    };
  }

  /** What is warmed here is taken over by the next job. */
  get standby(): Standby {
    return this.#standby;
  }

  lease<K extends Kind>(kind: K): Lease<Kinds[K]> {
    return this.#keep(new OwnedLease<Kinds[K]>(this.#starters[kind], this.#leases));
  }

  /** All that a job needs; what stands by goes over to it, with the models that it has loaded. */
  leaseJob(): JobWorkers {
    const { probe, convert, track, trackBeside, speech, render } = this.#standby;
    return {
      ...{ probe: this.#takeOver(probe), convert: this.#takeOver(convert) },
      ...{ track: this.#takeOver(track), trackBeside: this.#takeOver(trackBeside) },
      ...{ speech: this.#takeOver(speech), render: this.#takeOver(render) },
    };
  }

  /** Several workers of one kind, `most` at a time: a call that takes long holds up none of the others. */
  pool<K extends Kind>(kind: K, most: number): Pick<Lease<Kinds[K]>, 'run'> {
    return new WorkerPool(() => this.lease(kind), most);
  }

  /** Ends all workers for good, whoever holds them. */
  close(): void {
    this.#closed = true;
    for (const lease of this.#leases) lease.release();
  }

  #standBy<K extends Kind>(kind: K): OwnedLease<Kinds[K]> {
    return this.#keep(new StandbyLease<Kinds[K]>(this.#starters[kind], this.#leases));
  }

  #takeOver<Service>(from: OwnedLease<Service>): Lease<Service> {
    return this.#keep(from.handOver());
  }

  #keep<Service>(lease: OwnedLease<Service>): OwnedLease<Service> {
    this.#leases.add(lease);
    if (this.#closed) lease.release();
    return lease;
  }
}
