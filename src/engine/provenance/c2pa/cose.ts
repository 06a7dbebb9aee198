import { concatBytes } from './bytes';
import { encodeCbor, CborTag, type Cbor } from './cbor';
import type { Sign } from './certificate';

/** Who signs: a certificate in DER, and its key. */
export type Signer = { readonly certificate: Uint8Array; readonly sign: Sign };

// COSE (RFC 9052, 9053) and its X.509 headers (RFC 9360).
const ALGORITHM = 1;
const ES256 = -7;
const X5CHAIN = 33;
const SIGN1 = 18;

/**
 * A COSE_Sign1 over `payload`, which is not part of it, as C2PA (2.2, 13.2) wants it: ES256, the certificate among the
 * protected headers.
 */
export async function signCose(payload: Uint8Array, { certificate, sign }: Signer): Promise<Cbor> {
  const protectedHeaders = encodeCbor(
    new Map<number, Cbor>([
      [ALGORITHM, ES256],
      [X5CHAIN, certificate],
    ]),
  );
  const toSign = encodeCbor(['Signature1', protectedHeaders, new Uint8Array(0), payload]);
  const signature = await sign(concatBytes(toSign));
  return new CborTag(SIGN1, [protectedHeaders, {}, null, signature]);
}
