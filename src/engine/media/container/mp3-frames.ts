import { id3Bytes } from './mp3-tag';

/** What the header of a frame of MP3 tells (ISO/IEC 11172-3, 2.4.1.3; 13818-3 for the lower rates). */
export type Mp3Frame = {
  readonly bytes: number;
  readonly samples: number;
  readonly rate: number;
  readonly channels: 1 | 2;
  /** An encoder's tag in place of sound. */
  readonly isTag: boolean;
};

const BIT_RATES = {
  mpeg1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  lower: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const RATES = [44_100, 48_000, 32_000];
/** By what rates are divided, by the version's two bits: MPEG-2.5, none, MPEG-2, MPEG-1. */
const DIVISORS = [4, NaN, 2, 1];

const textAt = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** The frame that begins here; null where none does. */
export function mp3Frame(bytes: Uint8Array): Mp3Frame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return null;
  const divisor = DIVISORS[(second >> 3) & 3]!;
  const rate = (RATES[(third >> 2) & 3] ?? NaN) / divisor;
  const kilobits = BIT_RATES[divisor === 1 ? 'mpeg1' : 'lower'][(third >> 4) - 1];
  if (!(rate > 0) || kilobits === undefined) return null;
  const samples = divisor === 1 ? 1152 : 576;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  const side = divisor === 1 ? [17, 32] : [9, 17];
  return {
    bytes: Math.floor((samples / 8) * ((1000 * kilobits) / rate)) + ((third >> 1) & 1),
    ...{ samples, rate, channels },
    isTag: ['Xing', 'Info'].includes(textAt(bytes, 4 + side[channels - 1]!, 4)),
  };
}

/** Bytes of what is no sound between frames: ID3v2, ID3v1, APE (version 2); 0 where there is none of them. */
function tagBytes(bytes: Uint8Array): number {
  if (textAt(bytes, 0, 3) === 'TAG') return 128;
  if (textAt(bytes, 0, 8) !== 'APETAGEX') return id3Bytes(bytes);
  return 32 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
}

/** Bytes read at a time, and those that are looked at to know a frame. */
const [WINDOW, LOOK] = [1024 * 1024, 64];

/** The frames of an MP3 file in order; what lies between them is passed over. */
export async function* mp3Frames(file: Blob): AsyncGenerator<Mp3Frame> {
  let window = new Uint8Array(0);
  let from = 0;
  const look = (at: number) => window.subarray(at - from, at - from + LOOK);
  const isInSight = (at: number) => at >= from && at + LOOK <= Math.min(file.size, from + window.length);
  const show = async (at: number) => {
    if (isInSight(at) || (at >= from && from + window.length === file.size)) return;
    window = new Uint8Array(await file.slice(at, at + WINDOW).arrayBuffer());
    from = at;
  };
  let isSure = false;
  for (let at = 0; at + 4 <= file.size;) {
    await show(at);
    const tag = tagBytes(look(at));
    const frame = tag > 0 ? null : mp3Frame(look(at));
    // Bytes that only look like a header are followed by none.
    let isFrame: boolean = isSure && frame !== null;
    if (frame && !isFrame) {
      const next = at + frame.bytes;
      await show(next);
      isFrame = next >= file.size || mp3Frame(look(next)) !== null || tagBytes(look(next)) > 0;
      await show(at);
    }
    if (frame && isFrame) yield frame;
    isSure = tag > 0 ? isSure : isFrame;
    at += tag || (frame && isFrame ? frame.bytes : 1);
  }
}
