import { transferHandlers, type TransferHandler } from 'comlink';
import { DubError, fromErrorData, isAbort, stackOf, toErrorData, type DubErrorData } from '../core/errors';

/** A thrown value as it crosses the wall. */
type Wire =
  | { kind: 'dub'; error: DubErrorData }
  | { kind: 'abort' }
  | { kind: 'other'; message: string; stack: string | null };

function toWire(value: unknown): Wire {
  if (isAbort(value)) return { kind: 'abort' };
  if (value instanceof DubError) return { kind: 'dub', error: toErrorData(value) };
  const message = value instanceof Error ? `${value.name}: ${value.message}` : String(value);
  return { kind: 'other', message, stack: stackOf(value) };
}

function fromWire(wire: Wire): unknown {
  if (wire.kind === 'abort') return new DOMException('aborted', 'AbortError');
  if (wire.kind === 'dub') return fromErrorData(wire.error);
  const error = new Error(wire.message);
  if (wire.stack !== null) error.stack = wire.stack;
  return error;
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
