import { MPEG_TS, OGG, type Input } from 'mediabunny';

/** Bytes at the beginning of an Ogg file that hold the first pages of all its streams (RFC 3533, 6). */
const OGG_HEAD = 64 * 1024;
const CAPTURE = [0x4f, 0x67, 0x67, 0x53];
const BEGINS = 2;
/** Streams that are neither pictures nor sound, by how their first packet begins. */
const NEITHER = ['fishead', 'fisbone', 'CMML', '\x80kate'];

/**
 * True where a file may hold pictures or sound that mediabunny passes over as if there were none: what it does not know
 * of MPEG-TS (MPEG-2 pictures, MP2 sound) and of Ogg (Theora, Speex, FLAC). Of other containers it tells all tracks.
 */
export async function mayPassOver(input: Input, file: Blob): Promise<boolean> {
  const format = await input.getFormat();
  const tracks = await input.getTracks();
  if (format === OGG) return countOggStreams(await bytesOf(file, OGG_HEAD)) > tracks.length;
  return format === MPEG_TS && new Set(tracks.map(({ type }) => type)).size < 2;
}

const bytesOf = async (file: Blob, count: number) => new Uint8Array(await file.slice(0, count).arrayBuffer());

/** Streams of pictures and sound that begin in an Ogg file. */
export function countOggStreams(head: Uint8Array): number {
  let count = 0;
  for (let at = 0; at + 27 <= head.length && CAPTURE.every((byte, i) => head[at + i] === byte);) {
    const segments = head.subarray(at + 27, at + 27 + head[at + 26]!);
    const body = at + 27 + segments.length;
    if ((head[at + 5]! & BEGINS) === 0) return count;
    const name = String.fromCharCode(...head.subarray(body, body + 8));
    if (!NEITHER.some((text) => name.startsWith(text))) count++;
    at = body + segments.reduce((sum, bytes) => sum + bytes, 0);
  }
  return count;
}
