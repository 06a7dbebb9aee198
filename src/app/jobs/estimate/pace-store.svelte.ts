import { ValueStore } from '../../storage/records/values';
import type { ActiveJob } from '../job';
import { learnPace, readPace, type Pace } from './pace';

const PACE = 'pace';

/** How quick this machine was so far: the next estimate goes by it. */
export class PaceStore {
  readonly #values = new ValueStore();
  #value = $state.raw<Pace>({});

  get value() {
    return this.#value;
  }

  /** Another tab may have learned more. */
  async read(): Promise<void> {
    this.#value = readPace(await this.#values.get(PACE));
  }

  /** From what a job took that is done by now. */
  async learn({ input, progress, startedAt }: ActiveJob): Promise<void> {
    if (startedAt === null) return;
    this.#value = learnPace(this.#value, input, progress, (Date.now() - startedAt) / 1000);
    await this.#values
      .set(PACE, this.#value)
      .catch((reason: unknown) => console.warn('the pace is forgotten with this page', reason));
  }
}
