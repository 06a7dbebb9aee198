import { toHex } from './hex';

/** WebCrypto: browsers, their workers and Node have it alike, but the pure rooms compile without any of their types. */
declare const crypto: {
  readonly subtle: { digest(name: 'SHA-256', bytes: Uint8Array): Promise<ArrayBuffer> };
};

/** The SHA-256 (FIPS 180-4) of bytes that no other thread shares, 32 bytes. They are copied before it returns. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** The same as 64 hexadecimal digits. */
export const sha256Hex = async (bytes: Uint8Array): Promise<string> => toHex(await sha256(bytes));
