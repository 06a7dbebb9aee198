import type { Call, CallOptions, WorkerHost } from './worker-host';

type Host<Service> = Pick<WorkerHost<Service>, 'run' | 'dispose'>;

/** Several workers of one kind: a call that takes long holds up none of the others. They start when they are needed. */
export class WorkerPool<Service> {
  readonly #make: () => Host<Service>;
  readonly #most: number;
  readonly #idle: Host<Service>[] = [];
  readonly #waiting: ((host: Host<Service>) => void)[] = [];
  #made = 0;

  /** `most`: workers at the same time. */
  constructor(make: () => Host<Service>, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** As `WorkerHost.run`; calls begin in the order in which they come. */
  async run<T>(call: Call<Service, T>, options: CallOptions): Promise<T> {
    const host = await this.#take();
    try {
      return await host.run(call, options);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(host);
      else this.#idle.push(host);
    }
  }

  #take(): Promise<Host<Service>> {
    const idle = this.#idle.pop();
    if (idle) return Promise.resolve(idle);
    if (this.#made < this.#most) {
      this.#made++;
      return Promise.resolve(this.#make());
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
