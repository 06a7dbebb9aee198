import { DubError } from '../../../engine/core/errors';
import { createCertificate, type Sign } from '../../../engine/provenance/c2pa/certificate';
import type { Signer } from '../../../engine/provenance/c2pa/cose';
import { openDatabase } from './database';
import { withDatabase, type OpenDatabase } from './with-database';

type SigningKey = { readonly privateKey: CryptoKey; readonly certificate: Uint8Array };

const NAME = 'signing-key';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const KEY_ID_BYTES = 20;
const SERIAL_BYTES = 16;
/** Clocks differ: a certificate holds from a day before it was made. */
const EARLIER_MS = 24 * 3600 * 1000;

/** The key of this browser that signs results. It never leaves it, not even as bytes to this app. */
export class SigningKeys {
  readonly #open: OpenDatabase;

  constructor(open: OpenDatabase = openDatabase) {
    this.#open = open;
  }

  /** The key, made where there is none yet; all tabs get the same. Throws `storage/full`. */
  async signer(): Promise<Signer> {
    const { privateKey, certificate } = (await this.#stored()) ?? (await this.#create());
    return { certificate, sign: signWith(privateKey) };
  }

  async #stored(): Promise<SigningKey | undefined> {
    return withDatabase(this.#open, async (database) => asKey(await database.get('values', NAME)));
  }

  async #create(): Promise<SigningKey> {
    const made = await createKey();
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

async function createKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  const id = new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, KEY_ID_BYTES);
  const serial = crypto.getRandomValues(new Uint8Array(SERIAL_BYTES));
  const facts = { publicKey: spki, keyId: id, serial, from: Date.now() - EARLIER_MS };
  return { privateKey, certificate: await createCertificate(facts, signWith(privateKey)) };
}

function signWith(key: CryptoKey): Sign {
  return async (bytes) => new Uint8Array(await crypto.subtle.sign({ ...P256, hash: 'SHA-256' }, key, bytes));
}
