import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { PIECE_BYTES } from '../../src/engine/media/input/read-pieces';
import type { FileRef } from './work';

/** Takes both names of a file while its bytes pass by. */
export class FileHash {
  readonly #whole = createHash('sha256');
  readonly #source = createHash('sha256');
  #piece: Hash = createHash('sha256');
  #inPiece = 0;
  bytes = 0;

  update(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#whole.update(chunk);
    for (let at = 0; at < chunk.length;) {
      const take = Math.min(chunk.length - at, PIECE_BYTES - this.#inPiece);
      this.#piece.update(chunk.subarray(at, at + take));
      this.#inPiece += take;
      at += take;
      if (this.#inPiece === PIECE_BYTES) this.#endPiece();
    }
  }

  /** Once, at the end. */
  digest(): { hash: string; source: string; bytes: number } {
    if (this.#inPiece > 0) this.#endPiece();
    return { hash: this.#whole.digest('hex'), source: this.#source.digest('hex'), bytes: this.bytes };
  }

  #endPiece(): void {
    this.#source.update(this.#piece.digest());
    this.#piece = createHash('sha256');
    this.#inPiece = 0;
  }
}

/** A file of this machine by its content. Throws what the file system throws, and an `Error` for an empty one. */
export async function fileRefOf(path: string): Promise<FileRef> {
  const hash = new FileHash();
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  if (hash.bytes === 0) throw new Error(`${path} is empty.`);
  return { ...hash.digest(), name: basename(path) };
}
