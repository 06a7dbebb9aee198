import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import { DubError, isAbort } from '../dub/errors';

/** A file as a mediabunny input: read in place, only the parts that are asked for. The caller disposes it. */
export function openInput(file: Blob): Input<BlobSource> {
  return new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
}

/**
 * The file's first moment by its own clock, seconds: clocks of MPEG-TS and of streams that were joined late begin
 * anywhere, and nothing is seen or heard before it. Never below 0: what an edit list hides comes before that.
 */
export async function startOf(input: Input): Promise<number> {
  const first = await input.getFirstTimestamp();
  return Number.isFinite(first) ? Math.max(0, first) : 0;
}

/** What went wrong inside a demuxer or a decoder, as a `DubError`; aborts and `DubError`s pass as they are. */
export function asReadError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError) return reason;
  const name = reason instanceof Error ? reason.name : '';
  const decoder = name === 'EncodingError' || name === 'NotSupportedError' || name === 'OperationError';
  return new DubError(decoder ? 'codec/failed' : 'input/unreadable', {
    cause: reason,
    detail: { step: 'decode' },
  });
}
