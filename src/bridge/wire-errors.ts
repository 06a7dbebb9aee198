import { transferHandlers, type TransferHandler } from 'comlink';
import { DubError, describe, isAbort, type DubErrorCode, type ErrorDetail } from '../dub/errors';

/** A thrown value as it crosses the wall. */
type Wire = {
  kind: 'dub' | 'abort' | 'other';
  message: string;
  code?: DubErrorCode;
  detail?: ErrorDetail;
  cause?: string;
};

function toWire(value: unknown): Wire {
  if (isAbort(value)) return { kind: 'abort', message: 'aborted' };
  const cause = value instanceof Error && value.cause !== undefined ? { cause: describe(value.cause) } : {};
  if (value instanceof DubError) {
    return {
      kind: 'dub',
      message: value.code,
      code: value.code,
      ...(value.detail && { detail: value.detail }),
      ...cause,
    };
  }
  const message = value instanceof Error ? (value.stack ?? describe(value)) : String(value);
  return { kind: 'other', message, ...cause };
}

function fromWire(wire: Wire): unknown {
  if (wire.kind === 'abort') return new DOMException(wire.message, 'AbortError');
  const options = wire.cause === undefined ? {} : { cause: wire.cause };
  if (wire.code) return new DubError(wire.code, { ...options, ...(wire.detail && { detail: wire.detail }) });
  return new Error(wire.message, options);
}

// Comlink carries only name, message and stack of an error, so a code would be lost on the way. Both sides
// import this module; only the payload of Comlink's own handler is replaced, its test for "thrown" stays.
const stock = transferHandlers.get('throw');
if (!stock) throw new Error('comlink has no throw handler');
const handler: TransferHandler<unknown, Wire> = {
  canHandle: (value): value is unknown => stock.canHandle(value),
  serialize: (thrown) => [toWire((thrown as { value: unknown }).value), []],
  deserialize: (wire) => {
    throw fromWire(wire);
  },
};
transferHandlers.set('throw', handler);
