/** Bytes read at a time; a page of Ogg has no more than 65,307 (RFC 3533, 6). */
const WINDOW = 1024 * 1024;
const MOST_PAGE = 65_307;
const HEAD = 27;
const CAPTURE = [0x4f, 0x67, 0x67, 0x53];
const BEGINS = 2;

/**
 * True of an Ogg file that goes on after its streams with others, as files do that were joined byte by byte (RFC 3533, 4:
 * chained): mediabunny reads the first of them only. What follows damaged pages is not looked at.
 */
export async function isChained(file: Blob): Promise<boolean> {
  let [window, from] = [new Uint8Array(0), 0];
  let isInside = false;
  for (let at = 0; at + HEAD <= file.size;) {
    if (at + MOST_PAGE > from + window.length && from + window.length < file.size) {
      window = new Uint8Array(await file.slice(at, at + WINDOW).arrayBuffer());
      from = at;
    }
    const page = window.subarray(at - from);
    if (CAPTURE.some((byte, i) => page[i] !== byte)) return false;
    const begins = (page[5]! & BEGINS) !== 0;
    if (begins && isInside) return true;
    isInside ||= !begins;
    const segments = page.subarray(HEAD, HEAD + page[26]!);
    at += HEAD + segments.length + segments.reduce((sum, bytes) => sum + bytes, 0);
  }
  return false;
}
