import { bigEndian, concatBytes, utf8 } from './bytes';

/** Values in DER (X.690), as many kinds as a certificate needs. Each function returns tag, length and content. */
const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  identifier: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

function tagged(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  if (length < 0x80) return concatBytes(Uint8Array.of(tag, length), content);
  const bytes = length < 2 ** 8 ? 1 : length < 2 ** 16 ? 2 : 4;
  return concatBytes(Uint8Array.of(tag, 0x80 | bytes), bigEndian(length, bytes), content);
}

export const sequence = (...parts: readonly Uint8Array[]) => tagged(Tag.sequence, concatBytes(...parts));
export const set = (...parts: readonly Uint8Array[]) => tagged(Tag.set, concatBytes(...parts));
export const octetString = (content: Uint8Array) => tagged(Tag.octetString, content);
export const utf8String = (text: string) => tagged(Tag.utf8String, utf8(text));
export const TRUE = tagged(Tag.boolean, Uint8Array.of(0xff));

/** A number that is not negative, from its bytes, big-endian. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = (short[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return tagged(Tag.integer, concatBytes(sign, short));
}

/** Whole bytes of bits, the last `unused` of which do not count. */
export const bitString = (content: Uint8Array, unused = 0) =>
  tagged(Tag.bitString, concatBytes(Uint8Array.of(unused), content));

/** An object identifier such as `2.5.4.3`. */
export function identifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(Tag.identifier, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128))
    digits.unshift(0x80 | (left % 128));
  return digits;
}

/** A moment to the second, as `YYYYMMDDhhmmss` in UTC. */
export const generalizedTime = (digits: string) => tagged(Tag.generalizedTime, utf8(`${digits}Z`));

/** `[number]` around whole values. */
export const explicit = (number: number, content: Uint8Array) => tagged(0xa0 | number, content);
/** `[number]` in place of a value's own tag. */
export const implicit = (number: number, content: Uint8Array) => tagged(0x80 | number, content);
