import type { Job } from '../../jobs/job';
import type { ValueStore } from '../../storage/records/values';
import type { FarmClient } from './client';
import { patiently, type Patience } from './patiently';

const PREFIX = 'farm.begun.';

export type BegunParts = {
  readonly values: Pick<ValueStore, 'get' | 'set' | 'delete' | 'names'>;
  readonly client: Pick<FarmClient, 'giveUp'>;
  readonly patience?: Patience;
};

/** Remembers, beyond a reload, which job over there is made for which job here. */
export class BegunJobs {
  readonly #parts: BegunParts;

  constructor(parts: BegunParts) {
    this.#parts = parts;
  }

  /** `there`: the job's id over there. */
  remember(id: string, there: string): Promise<void> {
    return this.#parts.values.set(`${PREFIX}${id}`, there);
  }

  forget(id: string): Promise<void> {
    return this.#parts.values.delete(`${PREFIX}${id}`);
  }

  /**
   * Gives up over there what nobody waits for here any more: what was cancelled while it waited here, after a reload or
   * a pause, has no run of its own that could do so. What cannot be told now is told at the next call.
   */
  async giveUpUnwanted(jobs: readonly Job[]): Promise<void> {
    const { values, client, patience } = this.#parts;
    for (const name of await values.names(PREFIX)) {
      const id = name.slice(PREFIX.length);
      const job = jobs.find((each) => each.id === id);
      if (job && job.state !== 'cancelled') continue;
      const there = await values.get(name);
      const { signal } = new AbortController();
      if (typeof there === 'string') await patiently(() => client.giveUp(there, signal), signal, patience);
      await values.delete(name);
    }
  }
}
