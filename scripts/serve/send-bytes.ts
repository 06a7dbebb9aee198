import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * An answer of which nothing is taken for so long is given up, milliseconds: a reader that neither reads nor goes would
 * keep the file and the connection for ever.
 */
const STALL_MS = 8000;
const LOOK_MS = 1000;

/**
 * Sends what `source` holds and ends the answer. Whichever of the two ends or fails first, both are closed. Rejects where
 * the reader goes, or takes nothing for 8 s.
 */
export async function sendBytes(
  source: Readable & { readonly bytesRead: number },
  response: ServerResponse,
): Promise<void> {
  let last = { bytes: -1, at: performance.now() };
  const watch = setInterval(() => {
    const now = performance.now();
    if (source.bytesRead !== last.bytes) last = { bytes: source.bytesRead, at: now };
    else if (now - last.at > STALL_MS - LOOK_MS) response.destroy();
  }, LOOK_MS);
  try {
    await pipeline(source, response);
  } finally {
    clearInterval(watch);
  }
}
