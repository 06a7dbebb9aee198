import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import { DubError, isAbort } from '../../core/errors';
import { isFileChanged } from './file-changed';
import { knowFile } from '../container/track-clock';

/** A file as a mediabunny input: read in place, only the parts that are asked for. The caller disposes it. */
export function openInput(file: Blob): Input<BlobSource> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  knowFile(input, file);
  return input;
}

/** What went wrong inside a demuxer or a decoder, as a `DubError`; aborts and `DubError`s pass as they are. */
export function asReadError(reason: unknown): unknown {
  if (isAbort(reason) || reason instanceof DubError) return reason;
  if (isFileChanged(reason)) return new DubError('input/gone', { cause: reason });
  const name = reason instanceof Error ? reason.name : '';
  const decoder = name === 'EncodingError' || name === 'NotSupportedError' || name === 'OperationError';
  return new DubError(decoder ? 'codec/failed' : 'input/unreadable', {
    cause: reason,
    detail: { step: 'decode' },
  });
}

/** The same where only sound was read: what cannot be decoded of it is no fault of the picture. */
export function asHearError(reason: unknown): unknown {
  const error = asReadError(reason);
  if (reason instanceof DubError || !(error instanceof DubError) || error.code !== 'codec/failed')
    return error;
  return new DubError('input/damaged-sound', { cause: reason, detail: { step: 'decode' } });
}
