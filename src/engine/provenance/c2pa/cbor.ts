import { bigEndian, concatBytes, utf8 } from './bytes';

/** What can be written: whole numbers, texts, bytes, lists, maps (objects, or `Map`s where keys are numbers) and tags. */
export type Cbor =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Cbor[]
  | ReadonlyMap<number, Cbor>
  | CborTag
  | { readonly [key: string]: Cbor };

/** A value with a number that tells what it means (RFC 8949, 3.4). */
export class CborTag {
  constructor(
    readonly tag: number,
    readonly value: Cbor,
  ) {}
}

const Major = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6 } as const;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

/**
 * A value in CBOR (RFC 8949) with the core deterministic encoding of its section 4.2: shortest lengths, keys in the
 * order of their bytes. Throws a `RangeError` for numbers that are not whole or beyond 2^53.
 */
export function encodeCbor(value: Cbor): Uint8Array {
  if (value === null) return Uint8Array.of(NULL);
  if (typeof value === 'boolean') return Uint8Array.of(value ? TRUE : FALSE);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return encodeString(Major.text, utf8(value));
  if (value instanceof Uint8Array) return encodeString(Major.bytes, value);
  if (value instanceof CborTag) return concatBytes(head(Major.tag, value.tag), encodeCbor(value.value));
  if (isList(value)) return concatBytes(head(Major.list, value.length), ...value.map(encodeCbor));
  return encodeMap(value instanceof Map ? [...(value as ReadonlyMap<number, Cbor>)] : Object.entries(value));
}

const isList = (value: object): value is readonly Cbor[] => Array.isArray(value);

function encodeNumber(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value < 0 ? head(Major.negative, -1 - value) : head(Major.unsigned, value);
}

const encodeString = (major: number, bytes: Uint8Array) => concatBytes(head(major, bytes.length), bytes);

function encodeMap(entries: readonly (readonly [string | number, Cbor])[]): Uint8Array {
  const encoded = entries.map(([key, value]) => [encodeCbor(key), encodeCbor(value)] as const);
  encoded.sort(([a], [b]) => compareBytes(a, b));
  return concatBytes(head(Major.map, encoded.length), ...encoded.flat());
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Major type and argument. */
function head(major: number, argument: number): Uint8Array {
  const kind = major << 5;
  if (argument < 24) return Uint8Array.of(kind | argument);
  if (argument < 2 ** 8) return concatBytes(Uint8Array.of(kind | 24), bigEndian(argument, 1));
  if (argument < 2 ** 16) return concatBytes(Uint8Array.of(kind | 25), bigEndian(argument, 2));
  if (argument < 2 ** 32) return concatBytes(Uint8Array.of(kind | 26), bigEndian(argument, 4));
  return concatBytes(Uint8Array.of(kind | 27), bigEndian(argument, 8));
}
