import { DubError } from '../../../engine/core/errors';
import { createSigningKey, type SigningKey } from '../../../engine/job/signing-key';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

const NAME = 'signing-key';

/** The key of this browser that signs results. It never leaves it, not even as bytes to this app. */
export class SigningKeys {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** The key, made where there is none yet; all tabs get the same. Throws `storage/full`. */
  async key(): Promise<SigningKey> {
    return (await this.#stored()) ?? (await this.#create());
  }

  async #stored(): Promise<SigningKey | undefined> {
    return withDatabase(this.#open, async (database) => asKey(await database.get('values', NAME)));
  }

  async #create(): Promise<SigningKey> {
    const made = await createSigningKey();
    try {
      return await this.#keep(made);
    } catch (reason) {
      if (reason instanceof DubError) throw reason;
      // Some browsers keep no keys in private windows.
      console.warn('the key that signs results is forgotten with this page', reason);
      return made;
    }
  }

  /** Keeps a new key, unless another tab was quicker: then that one's counts. */
  async #keep(made: SigningKey): Promise<SigningKey> {
    return withDatabase(this.#open, async (database) => {
      const transaction = database.transaction('values', 'readwrite');
      const before = asKey(await transaction.store.get(NAME));
      if (!before) await transaction.store.put(made, NAME);
      await transaction.done;
      return before ?? made;
    });
  }
}

function asKey(value: unknown): SigningKey | undefined {
  const { privateKey, certificate } = (value ?? {}) as Partial<SigningKey>;
  return privateKey && certificate ? { privateKey, certificate } : undefined;
}
