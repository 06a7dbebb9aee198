import { concatBytes } from './bytes';
import {
  bitString,
  explicit,
  generalizedTime,
  identifier,
  implicit,
  integer,
  octetString,
  sequence,
  set,
  TRUE,
  utf8String,
} from './der';

/** Signs bytes with ECDSA on P-256 over their SHA-256: 64 bytes, `r` then `s`, as WebCrypto and COSE write it. */
export type Sign = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

export type CertificateFacts = {
  /** The public key as SubjectPublicKeyInfo in DER, which is how WebCrypto exports it as `spki`. */
  readonly publicKey: Uint8Array;
  /** 20 bytes that name the key. */
  readonly keyId: Uint8Array;
  /** Up to 20 random bytes. */
  readonly serial: Uint8Array;
  /** Milliseconds since 1970 from which on it holds. */
  readonly from: number;
};

/** Who signs, as viewers show it: nobody in particular. */
const NAME = name(['2.5.4.10', 'Koubo (self-signed)'], ['2.5.4.3', 'Koubo, this device']);
const ECDSA_WITH_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));
const VERSION_3 = explicit(0, integer(Uint8Array.of(2)));
/** The first of the bits of KeyUsage: digitalSignature. */
const DIGITAL_SIGNATURE = bitString(Uint8Array.of(0x80), 7);
const EMAIL_PROTECTION = identifier('1.3.6.1.5.5.7.3.4');

/**
 * How RFC 5280 (4.1.2.5) writes that there is no last day. No trusted clock signs with us, so readers hold the
 * certificate against the day on which they read: one that ends would make older results look tampered with.
 */
const NO_END = '99991231235959';

/**
 * An X.509 certificate, version 3, in DER, that a key has signed for itself, with the extensions that C2PA asks of one
 * that signs claims (2.2, 14.5.1): a key for signatures that is no authority, for "email protection".
 */
export async function createCertificate(facts: CertificateFacts, sign: Sign): Promise<Uint8Array> {
  const { publicKey, keyId, serial, from } = facts;
  const body = sequence(
    VERSION_3,
    integer(serial),
    ECDSA_WITH_SHA256,
    NAME,
    sequence(generalizedTime(digitsOf(from)), generalizedTime(NO_END)),
    NAME,
    publicKey,
    explicit(3, extensions(keyId)),
  );
  return sequence(body, ECDSA_WITH_SHA256, bitString(signatureValue(await sign(concatBytes(body)))));
}

function extensions(keyId: Uint8Array): Uint8Array {
  return sequence(
    extension('2.5.29.19', sequence(), 'critical'), // Basic constraints: no authority.
    extension('2.5.29.15', DIGITAL_SIGNATURE, 'critical'),
    extension('2.5.29.37', sequence(EMAIL_PROTECTION), 'critical'),
    extension('2.5.29.14', octetString(keyId)), // The subject's key.
    extension('2.5.29.35', sequence(implicit(0, keyId))), // The authority's: the same.
  );
}

const extension = (id: string, value: Uint8Array, critical?: 'critical') =>
  sequence(identifier(id), ...(critical ? [TRUE] : []), octetString(value));

function name(...parts: readonly (readonly [id: string, text: string])[]): Uint8Array {
  return sequence(...parts.map(([id, text]) => set(sequence(identifier(id), utf8String(text)))));
}

const digitsOf = (time: number) => new Date(time).toISOString().replace(/\D/g, '').slice(0, 14);

const signatureValue = (raw: Uint8Array) => sequence(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
