/** Longer sides are scaled down: beyond this a mouth of 96 pixels gains nothing. */
const LONGEST = 1920;

/** The pictures that every browser decodes, known by their first bytes (the names may lie). */
const SIGNATURES: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ['JPEG', (bytes) => starts(bytes, [0xff, 0xd8, 0xff])],
  ['PNG', (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['WebP', (bytes) => starts(bytes, ascii('RIFF')) && starts(bytes.subarray(8), ascii('WEBP'))],
  ['AVIF', (bytes) => starts(bytes.subarray(4), ascii('ftypavi'))],
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

/** Segments of a JPEG that say the size: all starts of frames but those for tables (ITU-T T.81, B.1.1.3). */
const isFrameStart = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Width and height that a picture announces, pixels, by its first bytes; null where they do not tell. `format`: as
 * `stillFormat` says.
 */
export function announcedSize(format: string, bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (format === 'PNG')
    return bytes.length < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };
  if (format === 'WebP') {
    if (bytes.length < 30) return null;
    const kind = String.fromCharCode(...bytes.subarray(12, 16));
    if (kind === 'VP8X') return { width: u24(24) + 1, height: u24(27) + 1 };
    if (kind === 'VP8 ')
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else if (isFrameStart(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}
