import { DubError } from '../../../engine/core/errors';
import type { FarmClient } from './client';
import { patiently, type Patience } from './patiently';

/** Bytes of one piece: the service worker, which counts what is sent, holds it, and a slow line sends it in a minute. */
const PIECE_BYTES = 4 * 2 ** 20;

export type Sending = Pick<FarmClient, 'has' | 'come' | 'sendPiece' | 'endUpload'>;

export type SendOptions = {
  readonly signal: AbortSignal;
  /** Bytes that are over there, of all. */
  readonly onSent: (bytes: number) => void;
  readonly patience?: Patience;
  readonly pieceBytes?: number;
};

/**
 * Sees to it that a farm has a file, of which it is sent what is missing. `id`: its SHA-256. Throws `farm/away`,
 * `farm/refused`, `farm/token`, `input/gone` where the file cannot be read any more.
 */
export async function sendFile(client: Sending, file: Blob, id: string, options: SendOptions): Promise<void> {
  const { signal, onSent, patience, pieceBytes = PIECE_BYTES } = options;
  const ask = <T>(work: () => Promise<T>) => patiently(work, signal, patience);
  if (!(await ask(() => client.has(id, signal)))) {
    let at = await ask(() => client.come(id, signal));
    onSent(Math.min(at, file.size));
    while (at < file.size) {
      const piece = await readPiece(file, at, Math.min(at + pieceBytes, file.size));
      const from = at;
      await ask(() => client.sendPiece(id, from, piece, signal));
      at += piece.size;
      onSent(at);
    }
    await ask(() => client.endUpload(id, signal));
  }
  onSent(file.size);
}

/** Read before it is sent: a file that has changed on the disk would look like a network that fails. */
async function readPiece(file: Blob, from: number, to: number): Promise<Blob> {
  try {
    return new Blob([await file.slice(from, to).arrayBuffer()]);
  } catch (cause) {
    throw new DubError('input/gone', { cause });
  }
}
