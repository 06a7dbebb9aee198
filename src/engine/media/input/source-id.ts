import { createSHA256 } from 'hash-wasm';
import { DubError } from '../../core/errors';
import type { SourceRef } from '../../core/media-info';
import type { StopSignal } from '../../core/progress';
import { sha256, sha256Hex } from '../../core/sha256';
import { PIECE_BYTES, readPieces } from './read-pieces';

const DIGEST_BYTES = 32;

/**
 * Names a file by its bytes: the id is the SHA-256 (hex) over the SHA-256s of its 4 MiB pieces. In the same reading the
 * plain SHA-256 is taken, which is what the world knows a file by. Throws `input/empty`, `input/unreadable`.
 */
export async function acceptSource(file: File, signal: StopSignal): Promise<SourceRef & { sha256: string }> {
  if (file.size === 0) throw new DubError('input/empty');
  const digests = new Uint8Array(Math.ceil(file.size / PIECE_BYTES) * DIGEST_BYTES);
  const whole = (await createSHA256()).init();
  let at = 0;
  for await (const piece of readPieces(file, signal)) {
    // WebCrypto takes a copy and works in a thread of its own.
    const digest = sha256(piece);
    whole.update(piece);
    digests.set(await digest, at);
    at += DIGEST_BYTES;
  }
  return { id: await sha256Hex(digests), sha256: whole.digest(), name: file.name, bytes: file.size };
}

/** The plain SHA-256 of a whole file, hexadecimal. `onRead`: bytes of each piece. Throws `input/unreadable`. */
export async function sha256Of(
  file: Blob,
  signal: StopSignal,
  onRead: (bytes: number) => void = () => {},
): Promise<string> {
  const whole = (await createSHA256()).init();
  for await (const piece of readPieces(file, signal)) {
    onRead(piece.length);
    whole.update(piece);
  }
  return whole.digest();
}
