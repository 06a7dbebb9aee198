import type { SourceRef } from '../../../engine/core/media-info';
import type { ConsentRecord, ConsentStore } from '../../storage/records/consents';

/** What a person who confirms leaves behind. */
export type Confirmation = Pick<ConsentRecord, 'by' | 'statement'>;

/** A video or a picture that may be used or not. */
export type Asked = SourceRef & { readonly picture?: boolean };

/** Waits for the user: may these videos be used? */
export type Question = {
  /** Those that nobody was asked about before, each once. */
  readonly files: readonly Asked[];
  /** Who confirmed last; empty where nobody has yet. */
  readonly by: string;
  /** Null: they may not. */
  readonly answer: (confirmation: Confirmation | null) => void;
};

/** Asks for the right to use a face before it is first used, and keeps what was answered. */
export class Consents {
  readonly #store: Pick<ConsentStore, 'list' | 'add'>;
  #question = $state.raw<Question | null>(null);
  /** One question at a time. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<ConsentStore, 'list' | 'add'>) {
    this.#store = store;
  }

  /** What the user is being asked; null where that is nothing. */
  get question(): Question | null {
    return this.#question;
  }

  /**
   * True where the right to use all these videos is confirmed: without a question where it was for each of them
   * before. Throws `storage/full`.
   */
  ask(videos: readonly Asked[]): Promise<boolean> {
    const answer = this.#asking.then(() => this.#ask(videos));
    this.#asking = answer.catch(() => {});
    return answer;
  }

  /** All that was confirmed, oldest first. */
  list(): Promise<ConsentRecord[]> {
    return this.#store.list();
  }

  async #ask(videos: readonly Asked[]): Promise<boolean> {
    const known = await this.#store.list();
    const files = videos.filter(
      ({ id }, at) =>
        !known.some((each) => each.id === id) && videos.findIndex((each) => each.id === id) === at,
    );
    if (files.length === 0) return true;
    const confirmation = await this.#put(files, known.at(-1)?.by ?? '');
    if (!confirmation) return false;
    const { by, statement } = confirmation;
    const at = Date.now();
    await this.#store.add(files.map(({ id, name, bytes }) => ({ id, name, bytes, by, statement, at })));
    return true;
  }

  async #put(files: readonly Asked[], by: string): Promise<Confirmation | null> {
    try {
      return await new Promise((answer) => (this.#question = { files, by, answer }));
    } finally {
      this.#question = null;
    }
  }
}
