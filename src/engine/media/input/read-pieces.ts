import { DubError } from '../../core/errors';
import type { StopSignal } from '../../core/progress';
import { checkUnchanged } from './file-changed';

/** Files are read in pieces of this size. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/**
 * The bytes of a file in their order, `PIECE_BYTES` at a time and at the end what is left. All pieces lie in the same
 * memory: be done with one before asking for the next. Slices of a blob that are read one by one take three times as
 * long in Chromium 156, and hundreds of megabytes wait there to be collected.
 * Throws `input/gone` where the file was changed or moved after it was given, `input/unreadable`.
 */
export async function* readPieces(file: Blob, signal: StopSignal): AsyncGenerator<Bytes> {
  const opened = open(file.stream());
  const { read, cancel } = opened;
  inUse.add(opened);
  let buffer = new ArrayBuffer(PIECE_BYTES);
  try {
    for (let left = file.size; left > 0;) {
      const wanted = Math.min(PIECE_BYTES, left);
      for (let at = 0; at < wanted;) {
        signal.throwIfAborted();
        const got = await filled(file, read(new Uint8Array(buffer, at, wanted - at)));
        at += got.length;
        buffer = got.buffer;
      }
      yield new Uint8Array(buffer, 0, wanted);
      left -= wanted;
    }
  } finally {
    inUse.delete(opened);
    cancel();
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Readers that files are read with. Chromium 156 collects one that nothing but its own pending read refers to as
 * garbage, and the read then never ends: seen after 3 GB of a file.
 */
const inUse = new Set<Opened>();

/**
 * What was read. Throws `input/gone`, `input/unreadable` where that fails or nothing is left. The stream of a file that
 * was changed only says that something failed, or ends too soon; reading it anew tells.
 */
async function filled(file: Blob, reading: Promise<Bytes | undefined>): Promise<Bytes> {
  let cause: unknown;
  try {
    const got = await reading;
    if (got?.length) return got;
  } catch (reason) {
    cause = reason;
  }
  await checkUnchanged(file);
  throw new DubError('input/unreadable', cause ? { cause } : { detail: { reason: 'truncated' } });
}

type Opened = {
  /** Fills the beginning of `into`, and hands that back: its memory may have moved. */
  read(into: Bytes): Promise<Bytes | undefined>;
  cancel(): void;
};

function open(stream: ReadableStream<Bytes>): Opened {
  return openInPlace(stream) ?? openCopying(stream);
}

const cancelling = (reader: ReadableStreamBYOBReader | ReadableStreamDefaultReader) => () =>
  // A stream that has failed refuses that too.
  void reader.cancel().catch(() => {});

/** Null where the browser's files do not read into memory that is given to them. */
function openInPlace(stream: ReadableStream<Bytes>): Opened | null {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
  return { read: async (into) => (await reader.read(into)).value, cancel: cancelling(reader) };
}

function openCopying(stream: ReadableStream<Bytes>): Opened {
  const reader = stream.getReader();
  let rest = new Uint8Array(0);
  return {
    async read(into) {
      if (rest.length === 0) rest = (await reader.read()).value ?? rest;
      const copied = rest.subarray(0, into.length);
      into.set(copied);
      rest = rest.subarray(copied.length);
      return into.subarray(0, copied.length);
    },
    cancel: cancelling(reader),
  };
}
