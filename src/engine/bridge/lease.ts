import { WorkerHost, type Call, type CallOptions } from './worker-host';

/** A worker that only its holder calls and ends. It starts at the first call, and again after a crash. */
export type Lease<Service> = {
  /** One call at a time, in order. Rejects as `WorkerHost.run`, and with an `AbortError` once the lease is released. */
  run<T>(call: Call<Service, T>, options: CallOptions): Promise<T>;
  /** Ends the worker and gives its memory back; a call that runs is aborted, the next one starts a fresh worker. */
  dispose(): void;
  /** Ends the worker for good; calls that wait are aborted too. */
  release(): void;
};

export class OwnedLease<Service> implements Lease<Service> {
  readonly #start: () => Worker;
  readonly #among: Set<{ release(): void }>;
  #released: AbortController;
  #host: WorkerHost<Service>;

  constructor(
    start: () => Worker,
    among: Set<{ release(): void }>,
    host: WorkerHost<Service> = new WorkerHost(start),
    released = new AbortController(),
  ) {
    [this.#start, this.#among, this.#host, this.#released] = [start, among, host, released];
  }

  run<T>(call: Call<Service, T>, { signal, ...rest }: CallOptions): Promise<T> {
    return this.#host.run(call, { ...rest, signal: AbortSignal.any([signal, this.#released.signal]) });
  }

  dispose(): void {
    this.#host.dispose();
  }

  release(): void {
    this.#among.delete(this);
    this.#host.dispose();
    this.#released.abort(new DOMException('the worker was released', 'AbortError'));
  }

  /** A lease of this one's worker and of the calls that it is at and that wait for it; this one has a fresh worker from now on. */
  handOver(): OwnedLease<Service> {
    const lease = new OwnedLease(this.#start, this.#among, this.#host, this.#released);
    this.#host = new WorkerHost(this.#start);
    // What was released stays so.
    if (!this.#released.signal.aborted) this.#released = new AbortController();
    return lease;
  }
}

/** Of a worker that is given back with all that was asked of it: nobody waits for the answers. */
export class StandbyLease<Service> extends OwnedLease<Service> {
  override dispose(): void {
    this.handOver().release();
  }
}
