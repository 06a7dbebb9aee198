import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PIECE_BYTES, readPieces } from './read-pieces';
import { acceptSource, sha256Of } from './source-id';

const NEVER = new AbortController().signal;
const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes);
  for (let i = 0, state = bytes; i < bytes; i += 997) content[i] = state = (state * 31 + 7) % 256;
  return content;
}

/** As some browsers have it: a stream that does not read into memory that is given to it, in odd chunks. */
function plainStream(content: Uint8Array<ArrayBuffer>, size = content.length): File {
  const file = new File([content], 'a.mp4');
  let at = 0;
  const stream = () =>
    new ReadableStream({
      pull(controller) {
        if (at >= size) return controller.close();
        controller.enqueue(content.slice(at, Math.min((at += 777_777), size)));
      },
    });
  return Object.assign(file, { stream });
}

const sizes = [1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES + 12_345];

describe.each([
  ['into memory that is given', (content: Uint8Array<ArrayBuffer>) => new File([content], 'a.mp4')],
  ['chunk by chunk', plainStream],
])('a file that is read %s', (_, fileOf) => {
  it.each(sizes)('comes in order and whole: %i bytes', async (bytes) => {
    const content = noise(bytes);
    const lengths: number[] = [];
    const hash = createHash('sha256');
    for await (const piece of readPieces(fileOf(content), NEVER)) {
      lengths.push(piece.length);
      hash.update(piece);
    }
    expect(lengths.slice(0, -1)).toEqual(Array.from({ length: lengths.length - 1 }, () => PIECE_BYTES));
    expect(hash.digest()).toEqual(sha256(content));
  });

  it('is named by its pieces, and known by its SHA-256', async () => {
    const content = noise(2 * PIECE_BYTES + 5);
    const pieces = [0, 1, 2].map((i) => content.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES));
    const source = await acceptSource(fileOf(content), NEVER);
    expect(source).toEqual({
      id: sha256(...pieces.map((piece) => sha256(piece))).toString('hex'),
      sha256: sha256(content).toString('hex'),
      name: 'a.mp4',
      bytes: content.length,
    });
    expect(await sha256Of(fileOf(content), NEVER)).toBe(source.sha256);
  });
});

it('cannot be read where fewer bytes come than it has', async () => {
  const cut = plainStream(noise(100_000), 60_000);
  await expect(acceptSource(cut, NEVER)).rejects.toMatchObject({ code: 'input/unreadable' });
});

it('cannot be read where the stream fails', async () => {
  const gone = Object.assign(new File(['abc'], 'gone.mp4'), {
    stream: () => new ReadableStream({ pull: (controller) => controller.error(new Error('moved')) }),
  });
  await expect(acceptSource(gone, NEVER)).rejects.toMatchObject({ code: 'input/unreadable' });
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  const read = readPieces(new File([noise(2 * PIECE_BYTES)], 'a.mp4'), stop.signal);
  await read.next();
  stop.abort();
  await expect(read.next()).rejects.toThrow(/abort/i);
});

it('has no name where it is empty', async () => {
  await expect(acceptSource(new File([], 'a.mp4'), NEVER)).rejects.toMatchObject({ code: 'input/empty' });
});
