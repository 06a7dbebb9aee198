/** A typed array as text. */
type Packed = { array: string; base64: string };

const TYPES = { Float32Array, Float64Array, Int8Array, Int16Array, Int32Array, Uint8Array };

/** Plain data with its typed arrays as text: they cannot cross between Node and a page as they are. */
export function pack(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000)
      text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return { array: value.constructor.name, base64: btoa(text) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)]));
}

/** What `pack` was given. */
export function unpack(value: unknown): unknown {
  if (isPacked(value)) return toArray(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpack(inner)]));
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && 'base64' in value;
}

function toArray({ array, base64 }: Packed): ArrayBufferView {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TYPES[array as keyof typeof TYPES](bytes.buffer);
}
