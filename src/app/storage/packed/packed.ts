import { crc32 } from '../../../engine/core/crc32';

/** What a packed file holds: a few facts, and typed arrays under names. */
export type Contents = {
  readonly facts: Readonly<Record<string, number | string | null>>;
  readonly arrays: Readonly<Record<string, Packable>>;
};
type Packable = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

const TYPES = { Float64Array, Float32Array, Int32Array, Int16Array, Int8Array, Uint8Array };
type TypeName = keyof typeof TYPES;

const MAGIC = 'koubo-1\n';
/** After the magic: CRC-32 of all that follows, and the length of the header that comes then. */
const HEAD_BYTES = 16;
const ALIGNMENT = 8;

type Header = {
  readonly facts: Contents['facts'];
  readonly arrays: readonly (readonly [name: string, type: TypeName, length: number])[];
};

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Facts and arrays as the bytes of one file: magic, checksum, a header in JSON, and the arrays as they lie in memory. */
export function pack({ facts, arrays }: Contents): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(arrays);
  const described = entries.map(([name, array]) => [name, typeOf(array), array.length] as const);
  const text = new TextEncoder().encode(JSON.stringify({ facts, arrays: described } satisfies Header));
  const start = aligned(HEAD_BYTES + text.length);
  const bytes = new Uint8Array(entries.reduce((sum, [, { byteLength }]) => sum + aligned(byteLength), start));
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(text, HEAD_BYTES);
  let at = start;
  for (const [, { buffer, byteOffset, byteLength }] of entries) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(12, text.length, true);
  view.setUint32(8, crc32(bytes.subarray(12)), true);
  return bytes;
}

/** The contents of a file as `pack` makes them; null where it is none, cut off or damaged. The arrays share its memory. */
export function unpack(file: ArrayBuffer): Contents | null {
  const bytes = new Uint8Array(file);
  if (bytes.length < HEAD_BYTES || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) return null;
  const view = new DataView(file);
  if (view.getUint32(8, true) !== crc32(bytes.subarray(12))) return null;
  const length = view.getUint32(12, true);
  const header = JSON.parse(
    new TextDecoder().decode(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length)),
  ) as Header;
  let at = aligned(HEAD_BYTES + length);
  const arrays: Record<string, Packable> = {};
  for (const [name, type, count] of header.arrays) {
    const array = new TYPES[type](file, at, count);
    arrays[name] = array;
    at += aligned(array.byteLength);
  }
  return { facts: header.facts, arrays };
}

function typeOf(array: Packable): TypeName {
  const name = Object.keys(TYPES).find((type) => array instanceof TYPES[type as TypeName]);
  return name as TypeName;
}
