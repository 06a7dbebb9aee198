import { makeZip } from 'client-zip';

// client-zip and not jszip 3.10: the latter writes no zip64 (a file of 4.5 GB is recorded with 4.5 GB mod 4 GiB, so
// that nothing unpacks it), reads a Blob whole, and takes streams in Node only.

/** One file of an archive. `open` is called when its turn comes and throws a `NotFoundError` where it is gone. */
export type ZipEntry = {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  open(): Promise<Pick<Blob, 'size' | 'stream'>>;
};

export type ZipOptions = {
  /** Bytes of files that were read so far. */
  readonly onRead?: (bytes: number) => void;
  /** A file that is gone; the archive goes on without it. */
  readonly onMissing?: (entry: ZipEntry) => void;
};

/**
 * The archive as a stream, uncompressed, read no faster than it is taken: at any time one file is open and a piece of
 * it in memory. Sizes over 4 GiB are zip64, names are UTF-8 and flagged so. Errors of reading are passed on.
 */
export function zipStream(
  entries: Iterable<ZipEntry>,
  { onRead = () => {}, onMissing = () => {} }: ZipOptions = {},
): ReadableStream<Uint8Array> {
  let read = 0;
  const counted = (file: Pick<Blob, 'stream'>) =>
    file.stream().pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          onRead((read += piece.length));
          controller.enqueue(piece);
        },
      }),
    );
  async function* files() {
    for (const entry of entries) {
      const file = await openIfThere(entry);
      if (!file) onMissing(entry);
      else
        yield {
          name: entry.name,
          lastModified: entry.modifiedAt,
          size: file.size,
          input: counted(file),
        };
    }
  }
  return makeZip(files());
}

async function openIfThere(entry: ZipEntry): Promise<Awaited<ReturnType<ZipEntry['open']>> | null> {
  try {
    return await entry.open();
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'NotFoundError') return null;
    throw reason;
  }
}

/** Every write is a call to another process; pieces of a file's stream are smaller than that is worth. Bytes. */
const WRITE_BYTES = 1 << 20;

/** Joins pieces to such of about `WRITE_BYTES`. */
export function joined(): TransformStream<Uint8Array, Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(WRITE_BYTES);
  let filled = 0;
  return new TransformStream({
    transform(piece, controller) {
      for (let at = 0; at < piece.length;) {
        const part = piece.subarray(at, at + buffer.length - filled);
        buffer.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < buffer.length) continue;
        controller.enqueue(buffer);
        buffer = new Uint8Array(WRITE_BYTES);
        filled = 0;
      }
    },
    flush(controller) {
      if (filled > 0) controller.enqueue(buffer.subarray(0, filled));
    },
  });
}

/**
 * Writes an archive into a file, which is there only when it is complete. Rejects with the signal's reason, or with
 * what writing throws.
 */
export async function writeZip(
  target: FileSystemFileHandle,
  entries: Iterable<ZipEntry>,
  { signal, ...options }: ZipOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const writable = await target.createWritable();
  await zipStream(entries, options).pipeThrough(joined()).pipeTo(writable, { signal });
}
