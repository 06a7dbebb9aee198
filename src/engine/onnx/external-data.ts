import { fieldsOf, readNumber, writeNumber, type Field } from './protobuf';

/** The kinds of message between a model and its tensors (onnx.proto). */
type Kind = 'model' | 'graph' | 'function' | 'node' | 'attribute' | 'sparse' | 'tensor';

/** What lies in which field of which message. */
const INSIDE: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  function: { 7: 'node' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};
/** Fields of TensorProto. */
const [RAW_DATA, EXTERNAL_DATA, DATA_LOCATION] = [9, 13, 14];
/** DataLocation.EXTERNAL */
const EXTERNAL = 1;

/** Where a tensor's values lie: a file beside the model, and which bytes of it. */
type Place = { readonly file: string; readonly offset: number; readonly length: number | null };

/**
 * Names of the files beside a model that hold weights of it, as PyTorch from 2.9 on writes them; none where all is in the
 * model, or where it is no model.
 */
export function externalFiles(model: Uint8Array): string[] {
  const files = new Set<string>();
  try {
    visit(model, 'model', [0, model.length], (place) => files.add(place.file));
  } catch (reason) {
    if (!(reason instanceof RangeError)) throw reason;
    return [];
  }
  return [...files];
}

function visit(
  bytes: Uint8Array,
  kind: Kind,
  [from, to]: readonly [number, number],
  found: (place: Place) => void,
) {
  if (kind === 'tensor') {
    const place = placeOf(bytes, [...fieldsOf(bytes, from, to)]);
    if (place) found(place);
    return;
  }
  for (const field of fieldsOf(bytes, from, to)) {
    const inside = field.wire === 2 ? INSIDE[kind][field.number] : undefined;
    if (inside) visit(bytes, inside, [field.from, field.to], found);
  }
}

/** Bytes of a model, or a stretch of a file beside it. */
export type Piece = Uint8Array | { readonly file: string; readonly from: number; readonly to: number };

/**
 * A model with the weights from the files beside it, in pieces that follow one another. `sizeOf`: bytes of such a file. Throws
 * `RangeError` where the model or a file breaks off.
 */
export function withExternalData(model: Uint8Array, sizeOf: (file: string) => number): Piece[] {
  return rewrite(model, 'model', [0, model.length], sizeOf).parts;
}

type Written = { readonly parts: Piece[]; readonly bytes: number };

function rewrite(
  bytes: Uint8Array,
  kind: Kind,
  [from, to]: readonly [number, number],
  sizeOf: (file: string) => number,
): Written {
  const fields = [...fieldsOf(bytes, from, to)];
  const place = kind === 'tensor' ? placeOf(bytes, fields) : null;
  const written = fields.map((field): Written => {
    if (place && (field.number === EXTERNAL_DATA || field.number === DATA_LOCATION)) return join([]);
    const inside = field.wire === 2 ? INSIDE[kind][field.number] : undefined;
    if (!inside) return join([bytes.subarray(field.start, field.to)]);
    return wrap(field.number, rewrite(bytes, inside, [field.from, field.to], sizeOf));
  });
  const values = place ? [wrap(RAW_DATA, join([pieceOf(place, sizeOf(place.file))]))] : [];
  const all = [...written, ...values];
  return {
    parts: all.flatMap(({ parts }) => parts),
    bytes: all.reduce((sum, each) => sum + each.bytes, 0),
  };
}

const join = (parts: Written['parts']): Written => ({
  parts,
  bytes: parts.reduce(
    (sum, part) => sum + (part instanceof Uint8Array ? part.length : part.to - part.from),
    0,
  ),
});

function wrap(number: number, { parts, bytes }: Written): Written {
  const head = Uint8Array.from([...writeNumber(8 * number + 2), ...writeNumber(bytes)]);
  return { parts: [head, ...parts], bytes: head.length + bytes };
}

function pieceOf({ file, offset, length }: Place, size: number): Piece {
  const to = length === null ? size : offset + length;
  if (to > size || offset > to) throw new RangeError('the file of weights breaks off');
  return { file, from: offset, to };
}

/** Where a tensor's values lie; null where it holds them itself. */
function placeOf(bytes: Uint8Array, fields: readonly Field[]): Place | null {
  const isExternal = fields.some(
    ({ number, wire, from, to }) =>
      number === DATA_LOCATION && wire === 0 && readNumber(bytes, from, to).value === EXTERNAL,
  );
  if (!isExternal) return null;
  const entries = new Map(
    fields
      .filter(({ number, wire }) => number === EXTERNAL_DATA && wire === 2)
      .map(({ from, to }) => textPair(bytes, from, to)),
  );
  const length = entries.get('length');
  return {
    file: entries.get('location')?.split(/[/\\]/).pop() ?? '',
    offset: Number(entries.get('offset') ?? 0),
    length: length === undefined ? null : Number(length),
  };
}

/** A StringStringEntryProto. */
function textPair(bytes: Uint8Array, from: number, to: number): [string, string] {
  const texts = ['', ''];
  for (const field of fieldsOf(bytes, from, to))
    texts[field.number - 1] = utf8(bytes.subarray(field.from, field.to));
  return [texts[0] as string, texts[1] as string];
}

function utf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new RangeError('no UTF-8');
  }
}
