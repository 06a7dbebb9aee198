import { bigEndian, fromHex, utf8 } from './bytes';
import type { Cbor } from './cbor';
import { box } from './jumbf';

/** A finished mp4, read piece by piece. */
export type ReadAt = {
  readonly size: number;
  /** Reads up to `into.length` bytes from byte `at` on; returns how many came. */
  read(into: Uint8Array, at: number): number | Promise<number>;
};

type Box = { readonly type: string; readonly at: number; readonly size: number };

/** Type of the box that holds a manifest store in an mp4 (C2PA 2.2, A.5.1). */
const C2PA_BOX = fromHex('D8FEC3D6-1B0E-483C-9297-5828877EC481');
/** Boxes that are not hashed; the manifest's own, which comes after, is another. */
const UNHASHED = ['ftyp', 'mfra'];
const PIECE_BYTES = 4 * 1024 * 1024;

/** What the hash of the content leaves out, as the assertion tells it. */
export const EXCLUSIONS: Cbor = [
  exclusion('/uuid', [{ offset: 8, value: C2PA_BOX }]),
  ...UNHASHED.map((type) => exclusion(`/${type}`)),
];

function exclusion(xpath: string, data: Cbor = null): { readonly [key: string]: Cbor } {
  return { xpath, length: null, data, subset: null, version: null, flags: null, exact: null };
}

/**
 * Hands all bytes that bind a manifest to an mp4 to `update`, in order (C2PA 2.2, 18.7): for each top-level box that is
 * not left out its position in the file, 64 bits, then the box. Reads 4 MiB at a time. Throws a `RangeError` where the
 * file is not a row of boxes to which one can be appended.
 */
export async function bindContent(
  file: ReadAt,
  update: (bytes: Uint8Array) => void,
  signal: { throwIfAborted(): void },
): Promise<void> {
  const piece = new Uint8Array(Math.min(PIECE_BYTES, file.size));
  for (const { type, at, size } of await topLevelBoxes(file)) {
    if (UNHASHED.includes(type)) continue;
    update(bigEndian(at, 8));
    for (let done = 0; done < size; done += piece.length) {
      signal.throwIfAborted();
      const part = piece.subarray(0, Math.min(piece.length, size - done));
      await readAll(file, part, at + done);
      update(part);
    }
  }
}

async function topLevelBoxes(file: ReadAt): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = 0; at < file.size;) {
    const found = await boxAt(file, at);
    boxes.push(found);
    at += found.size;
  }
  return boxes;
}

/** The box that begins at byte `at`; its size is in 64 bits where 32 say 1. */
async function boxAt(file: ReadAt, at: number): Promise<Box> {
  const head = new Uint8Array(16);
  await readAll(file, head.subarray(0, 8), at);
  const numbers = new DataView(head.buffer);
  let size = numbers.getUint32(0);
  const long = size === 1;
  if (long) {
    await readAll(file, head.subarray(8), at + 8);
    size = Number(numbers.getBigUint64(8));
  }
  // A size of 0 means "to the end of the file", and so would swallow what is appended.
  if (size < (long ? 16 : 8) || at + size > file.size)
    throw new RangeError(`a box of ${size} bytes at byte ${at} of ${file.size}`);
  return { type: String.fromCharCode(...head.subarray(4, 8)), at, size };
}

async function readAll(file: ReadAt, into: Uint8Array, at: number): Promise<void> {
  if ((await file.read(into, at)) !== into.length) throw new RangeError(`no ${into.length} bytes at ${at}`);
}

/** The box to be appended to the file: nothing that was there moves. */
export function manifestBox(store: Uint8Array): Uint8Array {
  const version = new Uint8Array(4);
  const noMerkleTree = new Uint8Array(8);
  return box('uuid', C2PA_BOX, version, utf8('manifest\0'), noMerkleTree, store);
}
