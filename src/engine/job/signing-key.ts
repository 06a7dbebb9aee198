import { sha256 } from '../core/sha256';
import { createCertificate, type Sign } from '../provenance/c2pa/certificate';
import type { Signer } from '../provenance/c2pa/cose';

/** A key that signs results, and the certificate that names it (DER). Its bytes cannot be read; it can be posted and stored. */
export type SigningKey = { readonly privateKey: CryptoKey; readonly certificate: Uint8Array };

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const KEY_ID_BYTES = 20;
const SERIAL_BYTES = 16;
/** Clocks differ: a certificate holds from a day before it was made. */
const EARLIER_MS = 24 * 3600 * 1000;

/** A new key (ECDSA on P-256) with a certificate that is signed by itself. Its bytes can never be read. */
export async function createSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  const id = (await sha256(spki)).subarray(0, KEY_ID_BYTES);
  const serial = crypto.getRandomValues(new Uint8Array(SERIAL_BYTES));
  const facts = { publicKey: spki, keyId: id, serial, from: Date.now() - EARLIER_MS };
  return { privateKey, certificate: await createCertificate(facts, signWith(privateKey)) };
}

/** What signs with a key. */
export const signerOf = ({ privateKey, certificate }: SigningKey): Signer => ({
  certificate,
  sign: signWith(privateKey),
});

function signWith(key: CryptoKey): Sign {
  return async (bytes) => new Uint8Array(await crypto.subtle.sign({ ...P256, hash: 'SHA-256' }, key, bytes));
}
