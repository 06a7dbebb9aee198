import type { TimeRange } from '../../core/time-range';

/** Samples by which a decoder of MP3 is late by itself (ISO/IEC 11172-3's filter bank, and one more). */
const DECODER_DELAY = 529;
/** Samples a second of MPEG-1; half of it for MPEG-2, a quarter for MPEG-2.5. */
const RATES = [44_100, 48_000, 32_000];
/** Bytes from the header of a frame to what an encoder tells there, in place of sound: the side information. */
const SIDE_BYTES = { mpeg1: { mono: 17, stereo: 32 }, lower: { mono: 9, stereo: 17 } };
/** Bytes of the tag's parts that may be there, in the order of its flags: frames, bytes, table, quality. */
const PARTS = [4, 4, 100, 4];
/** Bytes from an encoder's name to its delays. */
const TO_DELAYS = 21;
/** Names of encoders that write their delays; others leave something else there. */
const TELLING = ['LAME', 'Lavf', 'Lavc'];

const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Bytes that an ID3v2 tag at the beginning of a file takes; 0 where there is none. */
export function id3Bytes(head: Uint8Array): number {
  if (head.length < 10 || textAt(head, 0).slice(0, 3) !== 'ID3') return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  return 10 + size;
}

/** `counted`: seconds of all frames that the tag counts. Infinity for ends that it does not tell. */
export type Mp3Sound = TimeRange & { readonly counted: number };

/**
 * Where the sound lies in what a decoder makes of an MP3 file, seconds: without the lead-in of encoder and decoder, and
 * without what fills up the last frame. As LAME's part of the Xing tag tells it, and as FFmpeg reads that (`mp3dec.c`);
 * null where there is none, then all of it is taken for sound. `head`: the first bytes behind ID3 tags.
 */
export function mp3Sound(head: Uint8Array): Mp3Sound | null {
  for (let at = 0; at + 4 <= head.length; at++) {
    const sound = tagAt(head.subarray(at));
    if (sound) return sound;
  }
  return null;
}

/** What a frame's tag tells, where here is a frame with one. */
function tagAt(frame: Uint8Array): Mp3Sound | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = frame;
  const version = (second >> 3) & 3;
  const rate = (RATES[(third >> 2) & 3] ?? 0) / ({ 0: 4, 2: 2, 3: 1 }[version] ?? Infinity);
  if (first !== 0xff || (second & 0xe6) !== 0xe2 || rate === 0) return null;
  const side = SIDE_BYTES[version === 3 ? 'mpeg1' : 'lower'][fourth >> 6 === 3 ? 'mono' : 'stereo'];
  const start = 4 + side;
  if (!['Xing', 'Info'].includes(textAt(frame, start))) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const flags = frame[start + 7] ?? 0;
  const encoder = PARTS.reduce((at, bytes, bit) => at + ((flags >> bit) & 1 ? bytes : 0), start + 8);
  if (!TELLING.includes(textAt(frame, encoder)) || encoder + TO_DELAYS + 3 > frame.length) return null;
  const delays = view.getUint32(encoder + TO_DELAYS - 1) & 0xffffff;
  const frames = flags & 1 ? view.getUint32(start + 8) : Infinity;
  const samples = frames * (version === 3 ? 1152 : 576);
  const padding = Math.max(0, (delays & 0xfff) - DECODER_DELAY);
  return {
    from: ((delays >> 12) + DECODER_DELAY) / rate,
    to: (samples - padding) / rate,
    counted: samples / rate,
  };
}
