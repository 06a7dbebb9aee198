import { DubError } from '../../../engine/core/errors';

/** A used-up quota as `storage/full`; everything else as it is. */
export function asStorageError(reason: unknown): unknown {
  const name =
    typeof reason === 'object' && reason !== null ? (reason as { name?: unknown }).name : undefined;
  return name === 'QuotaExceededError' ? new DubError('storage/full', { cause: reason }) : reason;
}
