import { sha256Hex } from '../../core/sha256';

/**
 * The SHA-256 (hex) of plain data: objects, arrays, texts, numbers, and typed arrays, which are digested as they lie
 * in memory. The order of an object's members does not count; one that is `undefined` or a file is as good as absent.
 */
export async function fingerprint(value: unknown): Promise<string> {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(await plain(value))));
}

async function plain(value: unknown): Promise<unknown> {
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
    return [Object.prototype.toString.call(value), await sha256Hex(bytes)];
  }
  if (value instanceof Blob) return undefined;
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(members.map(async ([name, member]) => [name, await plain(member)] as const)).then(
    (entries) => entries.filter(([, member]) => member !== undefined),
  );
}
