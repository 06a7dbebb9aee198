import { DubError, type DubErrorCode } from '../../engine/core/errors';

/** The code of what a user can act on; null for any other failure. */
export const failureCode = (reason: unknown): DubErrorCode | null =>
  reason instanceof DubError ? reason.code : null;
