import { DubError } from '../dub/errors';
import { toHex } from '../dub/hex';
import type { StopSignal } from '../dub/progress';
import type { SourceRef } from '../dub/media-info';

/** Files are read in pieces of this size. */
export const SLICE_BYTES = 4 * 1024 * 1024;
const DIGEST_BYTES = 32;

/**
 * Names a file by its bytes: the SHA-256 (hex) over the SHA-256s of its 4 MiB slices, because WebCrypto cannot
 * digest a stream and a whole video does not fit in memory. Throws `input/empty`, `input/unreadable`.
 */
export async function acceptSource(file: File, signal: StopSignal): Promise<SourceRef> {
  if (file.size === 0) throw new DubError('input/empty');
  const digests = new Uint8Array(Math.ceil(file.size / SLICE_BYTES) * DIGEST_BYTES);
  for (let slice = 0; slice * SLICE_BYTES < file.size; slice++) {
    signal.throwIfAborted();
    const bytes = await readSlice(file, slice * SLICE_BYTES);
    digests.set(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), slice * DIGEST_BYTES);
  }
  const id = new Uint8Array(await crypto.subtle.digest('SHA-256', digests));
  return {
    id: toHex(id),
    name: file.name,
    bytes: file.size,
  };
}

/** The bytes of a file from byte `at` on, `SLICE_BYTES` or what is left. Throws `input/unreadable`. */
export async function readSlice(file: File, at: number): Promise<ArrayBuffer> {
  try {
    return await file.slice(at, at + SLICE_BYTES).arrayBuffer();
  } catch (cause) {
    // A file that was moved or changed after it was picked.
    throw new DubError('input/unreadable', { cause });
  }
}
