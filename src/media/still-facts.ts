/** Longer sides are scaled down: beyond this a mouth of 96 pixels gains nothing. */
const LONGEST = 1920;

/** The pictures that every browser decodes, known by their first bytes (the names may lie). */
const SIGNATURES: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ['JPEG', (bytes) => starts(bytes, [0xff, 0xd8, 0xff])],
  ['PNG', (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['WebP', (bytes) => starts(bytes, ascii('RIFF')) && starts(bytes.subarray(8), ascii('WEBP'))],
];

const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
const starts = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte);

/** The format of a still picture by its first 12 bytes; null where it is none. */
export function stillFormat(bytes: Uint8Array): string | null {
  return SIGNATURES.find(([, matches]) => matches(bytes))?.[0] ?? null;
}

/** The even size at which a picture is used. */
export function stillSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}
